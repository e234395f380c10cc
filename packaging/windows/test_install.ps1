# Install, use, upgrade and remove the setup on Windows itself, for this user alone.
#
#   pwsh packaging/windows/test_install.ps1 -Setup dist/trading-terminal-X.Y.Z-setup.exe
#
# The same steps as test_install.py takes under Wine. It refuses to run where the program is installed
# already or has data: a test must not remove a person's own.
param([Parameter(Mandatory)][string]$Setup)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$Identity = @{}
foreach ($line in Get-Content (Join-Path $Root 'terminal/identity.py')) {
    if ($line -match '^([A-Z_]+) = "([^"]+)"') { $Identity[$Matches[1]] = $Matches[2] }
}
$Version = (Select-String -Path (Join-Path $Root 'terminal/__init__.py') -Pattern '^__version__ = "([^"]+)"').Matches[0].Groups[1].Value
$Exe = "$($Identity.EXECUTABLE).exe"
$Key = "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\$($Identity.APP_ID)"
$Installed = Join-Path $env:LOCALAPPDATA "Programs\$($Identity.NAME)"
$UserData = Join-Path $env:LOCALAPPDATA 'terminal'
$Link = Join-Path ([Environment]::GetFolderPath('Programs')) "$($Identity.NAME).lnk"
$Payload = Join-Path $Root "build/windows/bundle/$($Identity.EXECUTABLE)"
$Setup = (Resolve-Path $Setup).Path
$Clock = [Diagnostics.Stopwatch]::StartNew()

function Say([string]$Text) { Write-Output ('test-windows: {0,4:0} s  {1}' -f $Clock.Elapsed.TotalSeconds, $Text) }
function Expect([bool]$Truth, [string]$Otherwise) { if (-not $Truth) { throw "test-windows: FAILED: $Otherwise" } }
function Until([scriptblock]$Truth, [int]$Seconds, [string]$What) {
    $end = (Get-Date).AddSeconds($Seconds)
    while (-not (& $Truth)) {
        Expect ((Get-Date) -lt $end) "after $Seconds s still not: $What"
        Start-Sleep -Milliseconds 200
    }
}

# One string of arguments, passed as it is: NSIS wants /D= unquoted and last.
function Invoke-Program([string]$Path, [string]$Arguments, [int]$Seconds = 300) {
    $start = [Diagnostics.ProcessStartInfo]::new($Path, $Arguments)
    $start.UseShellExecute = $false
    $process = [Diagnostics.Process]::Start($start)
    if (-not $process.WaitForExit($Seconds * 1000)) {
        $process.Kill($true)
        throw "test-windows: FAILED: still running after $Seconds s: $Path $Arguments"
    }
    $process.ExitCode
}

function Get-Tree([string]$Folder) {
    $whole = (Resolve-Path $Folder).Path
    Get-ChildItem $whole -Recurse -File -Force |
        ForEach-Object { '{0} {1}' -f $_.FullName.Substring($whole.Length + 1), (Get-FileHash $_.FullName).Hash } |
        Sort-Object
}

function Expect-SameTree([string]$Folder, [string[]]$But = @()) {
    $more = @('uninstall.exe') + $But
    $found = @(Get-Tree $Folder | Where-Object { ($_ -replace ' [0-9A-F]{64}$', '') -notin $more })
    $differ = @(Compare-Object (Get-Tree $Payload) $found)
    Expect ($differ.Count -eq 0) "not as in the payload: $($differ | Select-Object -First 5 | Out-String)"
    Expect (Test-Path (Join-Path $Folder 'uninstall.exe')) 'there is no uninstaller'
}

function Test-Program([string]$Folder) {
    $report = Join-Path $env:TEMP 'terminal-selftest.json'
    Remove-Item $report -ErrorAction SilentlyContinue
    $code = Invoke-Program (Join-Path $Folder $Exe) "--selftest --report `"$report`"" 420
    Expect (Test-Path $report) "no report; exit code $code"
    $said = Get-Content $report -Raw -Encoding utf8 | ConvertFrom-Json
    foreach ($check in $said.checks) {
        $mark = if ($check.ok) { 'ok  ' } else { 'FAIL' }
        Write-Output "    $mark $($check.name) ($($check.seconds) s) $(ConvertTo-Json $check.detail -Compress)"
    }
    Expect ($said.ok -and $code -eq 0) "the installed program's self-test failed"
    Expect ($said.frozen -and $said.version -eq $Version) "it says it is $($said.version), frozen $($said.frozen)"
    Expect ($said.channel -eq 'nsis') "it says it came by '$($said.channel)'"
    $keyring = ($said.checks | Where-Object name -EQ 'keyring').detail
    Expect ($keyring.chosen -match 'WinVaultKeyring' -and $keyring.round_trip) "the credential manager: $keyring"
    Expect (($said.checks | Where-Object name -EQ 'order').detail.filled -eq 10) 'the practice order was not filled'
    Say "self-test in '$(Split-Path $Folder -Leaf)': $($said.checks.Count) checks, an order filled"
}

function Uninstall([string]$Folder, [string]$Switches = '') {
    [void](Invoke-Program (Join-Path $Folder 'uninstall.exe') "/S $Switches" 120)
    # It goes on from a temporary folder.
    Until { -not (Test-Path (Join-Path $Folder $Exe)) -and -not (Test-Path $Key) } 60 'it is uninstalled'
}

Expect (-not (Test-Path $Key) -and -not (Test-Path $Installed)) 'the program is installed here: remove it first'
Expect (-not (Test-Path $UserData)) "there is data of the program in ${UserData}: this test would delete it"
Expect (Test-Path $Payload) "the folder that the setup was made of is not at $Payload"

$properties = (Get-Item $Setup).VersionInfo
Expect ((Get-Item $Setup).Length -lt 60000000) 'the setup has more than 60 MB'
Expect ($properties.ProductName.Trim() -eq $Identity.NAME) "its properties say $($properties.ProductName)"
Expect ($properties.ProductVersion.Trim() -eq $Version) "its properties say $($properties.ProductVersion)"
$signature = (Get-AuthenticodeSignature $Setup).Status
if ($env:SIGN_COMMAND) { Expect ($signature -eq 'Valid') "the setup's signature is $signature" }
Say "the setup has $([math]::Round((Get-Item $Setup).Length / 1e6, 1)) MB; signature: $signature"

$code = Invoke-Program $Setup '/S'
Expect ($code -eq 0) "the silent setup ended with $code"
Expect-SameTree $Installed
Expect (Test-Path $Link) "no entry in the Start menu at $Link"
$target = (New-Object -ComObject WScript.Shell).CreateShortcut($Link).TargetPath
Expect ($target -eq (Join-Path $Installed $Exe)) "the entry in the Start menu leads to $target"
$listed = Get-ItemProperty $Key
Expect ($listed.DisplayName -eq $Identity.NAME -and $listed.DisplayVersion -eq $Version) "the list of programs says $listed"
Expect ($listed.InstallLocation -eq $Installed -and $listed.EstimatedSize -gt 100000) "the list of programs says $listed"
Say 'installed silently: files, Start menu, list of programs'
Test-Program $Installed

$program = Start-Process (Join-Path $Installed $Exe) '--practice' -PassThru
Until { (Test-Path $UserData) -and @(Get-ChildItem $UserData -Recurse -File).Count -gt 0 } 120 'the program has its data'
Expect (-not $program.HasExited) 'the installed program ended at once'
$before = Get-Tree $Installed
$code = Invoke-Program $Setup '/S'
Expect ($code -eq 4) "while it runs the setup ended with $code, not 4"
$copy = Join-Path $env:TEMP 'terminal-uninstall.exe'
Copy-Item (Join-Path $Installed 'uninstall.exe') $copy -Force
$code = Invoke-Program $copy "/S _?=$Installed"
Remove-Item $copy
Expect ($code -eq 4) "while it runs the uninstaller ended with $code, not 4"
Expect (@(Compare-Object $before (Get-Tree $Installed)).Count -eq 0) 'a refusal changed the files'
Expect (-not $program.HasExited) 'a refusal ended the program'
$program.Kill($true)
$program.WaitForExit()
Say 'refused while it runs, setup and uninstaller both; the program went on'

Set-ItemProperty $Key DisplayVersion '0.0.1'
Set-Content (Join-Path $Installed '_internal\of an older version.dll') 'old'
Set-Content (Join-Path $Installed 'my notes.txt') 'kept'
Until { try { Set-Content (Join-Path $Installed $Exe) 'an older program'; $true } catch { $false } } 30 'the program has ended'
$code = Invoke-Program $Setup '/S'
Expect ($code -eq 0) "the upgrade ended with $code"
Expect-SameTree $Installed @('my notes.txt')
Expect ((Get-ItemProperty $Key).DisplayVersion -eq $Version) 'the version stayed old'
Say "upgraded in place: old files gone, a user's file kept"

Uninstall $Installed
$left = @(Get-ChildItem $Installed -Recurse -Force | ForEach-Object Name)
Expect ($left.Count -eq 1 -and $left[0] -eq 'my notes.txt') "left in the program's folder: $left"
Remove-Item $Installed -Recurse
Expect (Test-Path $UserData) "the user's data is gone"
Expect (-not (Test-Path $Link)) 'the entry in the Start menu is still there'
Say "uninstalled: only the user's data and the user's own file were left"

$parent = Join-Path $env:PUBLIC ([string][char]0x092E + [char]0x0947 + [char]0x0930 + [char]0x0947 + ' programs')
$strange = Join-Path $parent 'Trading Terminal'
$code = Invoke-Program $Setup "/S /D=$strange"
Expect ($code -eq 0) "the setup ended with $code for $strange"
Expect-SameTree $strange
Test-Program $strange
Uninstall $strange '/PURGE'
Until { -not (Test-Path $strange) -and -not (Test-Path $UserData) } 30 "program and user's data are deleted when asked"
Remove-Item $parent
Expect (@(cmdkey /list | Select-String -Pattern ('(@|target=)' + [regex]::Escape($Identity.APP_ID) + '\s*$')).Count -eq 0) 'saved logins are left after /PURGE'
Say 'a folder with spaces and Hindi letters; removed with all data and saved logins'
Say 'all of it went as it should'
