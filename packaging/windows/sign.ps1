# Sign one file with the release's key, and stop if its signature does not hold.
#
#   $env:CERTIFICATE_PASSWORD = ...; $env:TIMESTAMP_URL = ...; pwsh packaging/windows/sign.ps1 FILE
param([Parameter(Mandatory)][string]$File)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$signtool = Get-ChildItem 'C:\Program Files (x86)\Windows Kits\10\bin\*\x64\signtool.exe' |
    Sort-Object { [version]$_.Directory.Parent.Name } | Select-Object -Last 1
if (-not $signtool) { throw 'signtool is missing: install the Windows SDK' }
$options = @('sign', '/f', "$env:RUNNER_TEMP\key.pfx", '/p', $env:CERTIFICATE_PASSWORD, '/fd', 'SHA256')
# Without a timestamp a signature ends with its certificate.
if ($env:TIMESTAMP_URL) { $options += @('/tr', $env:TIMESTAMP_URL, '/td', 'SHA256') }
& $signtool.FullName @options $File
if ($LASTEXITCODE) { throw "signing $File failed ($LASTEXITCODE)" }
& $signtool.FullName verify /pa $File
if ($LASTEXITCODE) { throw "the signature of $File does not hold ($LASTEXITCODE)" }
