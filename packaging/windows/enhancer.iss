; The installer for Windows (Inno Setup 6.3 or newer). build.ps1 calls it and says what is below.
; For the present user unless an administrator chooses otherwise; photos are offered to "Open with", never taken over.

#ifndef AppVersion
  #error Give the version: /DAppVersion=...
#endif
#ifndef Bundle
  #error Give the frozen folder: /DBundle=...
#endif
#ifndef Icon
  #error Give the icon: /DIcon=...
#endif
#ifndef FileTypes
  #error Give what packaging/file_types.py has written: /DFileTypes=...
#endif

[Setup]
AppId={{6B0C4C0E-6E0E-4F0B-9B5B-7B1B7E2C8A51}
AppName=Enhancer
AppVersion={#AppVersion}
AppVerName=Enhancer {#AppVersion}
VersionInfoVersion={#AppVersion}
DefaultDirName={autopf}\Enhancer
DefaultGroupName=Enhancer
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Bundle}\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\enhancer-gui.exe
Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
OutputBaseFilename=Enhancer-{#AppVersion}-windows-x64
CloseApplications=yes
ChangesAssociations=yes
ChangesEnvironment=yes
#ifdef Signed
SignTool=enhancer
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "path"; Description: "Add the command `enhancer` to PATH"; GroupDescription: "Command line"; Flags: unchecked

[InstallDelete]
; What an earlier version has brought and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Enhancer"; Filename: "{app}\enhancer-gui.exe"
Name: "{autodesktop}\Enhancer"; Filename: "{app}\enhancer-gui.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\enhancer-gui.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Enhancer"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\enhancer-gui.exe\shell\open\command"; ValueType: string; ValueData: """{app}\enhancer-gui.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Enhancer.Photo"; ValueType: string; ValueData: "Photo"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Enhancer.Photo\DefaultIcon"; ValueType: string; ValueData: "{app}\enhancer-gui.exe,0"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Enhancer.Photo\shell\open\command"; ValueType: string; ValueData: """{app}\enhancer-gui.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "{code:EnvironmentKey}"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath
; One pair of lines for each suffix, written by packaging/file_types.py.
#include FileTypes

[Run]
Filename: "{app}\enhancer-gui.exe"; Description: "{cm:LaunchProgram,Enhancer}"; Flags: nowait postinstall skipifsilent

[Code]
function EnvironmentKey(Unused: String): String;
begin
  if IsAdminInstallMode then
    Result := 'System\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

function IsNotOnPath: Boolean;
var
  Path: String;
begin
  if not RegQueryStringValue(HKA, EnvironmentKey(''), 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: String;
begin
  if (Step = usPostUninstall) and RegQueryStringValue(HKA, EnvironmentKey(''), 'Path', Path) then
    if StringChangeEx(Path, ';' + ExpandConstant('{app}'), '', True) > 0 then
      RegWriteExpandStringValue(HKA, EnvironmentKey(''), 'Path', Path);
end;
