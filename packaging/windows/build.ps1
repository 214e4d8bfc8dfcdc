# The Windows installer, from the root of the checkout in PowerShell 7:   packaging\windows\build.ps1
#
# Needs Python with packaging\pyinstaller\requirements.txt and this package installed, and Inno Setup (iscc on PATH).
# Signs when ENHANCER_CERTIFICATE (a .pfx file) and ENHANCER_CERTIFICATE_PASSWORD are set; says so when it does not.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Resolve-Path "$PSScriptRoot\..\.."
Set-Location $root

$version = python -c "import enhancer_gui; print(enhancer_gui.__version__)"
pyinstaller --noconfirm packaging\pyinstaller\enhancer.spec
python packaging\file_types.py | Set-Content -Encoding utf8 "$root\build\file_types.iss"

$options = @("/DAppVersion=$version", "/DBundle=$root\dist\Enhancer", "/DIcon=$root\build\enhancer\icons\enhancer-gui.ico",
             "/DFileTypes=$root\build\file_types.iss", "/O$root\dist")
if ($env:ENHANCER_CERTIFICATE) {
    $signtool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" |
        Sort-Object FullName | Select-Object -Last 1 -ExpandProperty FullName
    $sign = @('sign', '/fd', 'SHA256', '/td', 'SHA256', '/tr', 'http://timestamp.digicert.com',
              '/f', $env:ENHANCER_CERTIFICATE, '/p', $env:ENHANCER_CERTIFICATE_PASSWORD)
    & $signtool @sign dist\Enhancer\enhancer.exe dist\Enhancer\enhancer-gui.exe
    # $q and $f are Inno Setup's: a quotation mark and the file to sign.
    $quoted = ($sign | ForEach-Object { if ($_ -match '\s') { "`$q$_`$q" } else { $_ } }) -join ' '
    $options += '/DSigned=1', "/Senhancer=`$q$signtool`$q $quoted `$f"
} else {
    Write-Warning 'ENHANCER_CERTIFICATE is not set: nothing is signed, and Windows will warn whoever starts the installer.'
}
iscc @options packaging\windows\enhancer.iss
