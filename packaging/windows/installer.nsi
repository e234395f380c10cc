; The setup program: for one user, without administrator rights. build.py passes the definitions:
;   NAME PUBLISHER APP_ID EXECUTABLE VERSION VERSION_FOUR SIZE_KB   what is installed
;   ORIGIN    how it was built, for the file's properties
;   FILES     a generated list of File commands, sorted, so that the same payload gives the same bytes
;   ICON WIZARD OUTFILE
;   TARGET    amd64-unicode where this makensis can (Debian's); without it the setup itself is 32-bit code
;   SIGN      a command that signs the file named after it (the uninstaller, then the setup)
;
; Switches: /S silent, /D=FOLDER (last, unquoted). The uninstaller: /S, /PURGE deletes settings too.
; Exit codes: 0 done, 1 cancelled, 2 failed, 3 Windows is too old, 4 the program (or another setup) runs,
; 5 the folder cannot be written. What is refused has changed nothing.

Unicode true
!ifdef TARGET
  Target ${TARGET}
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 64

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"

!define EXE "${EXECUTABLE}.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define OLDEST_BUILD 17763 ; Windows 10 1809, Qt's floor
!define USER_DATA "$LOCALAPPDATA\terminal"
!define SECRETS "${APP_ID}" ; the keyring service's name

Name "${NAME}"
OutFile "${OUTFILE}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation" ; an upgrade goes where the program is
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION_FOUR}"
VIFileVersion "${VERSION_FOUR}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "MIT licence"
VIAddVersionKey "Comments" "${ORIGIN}"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WIZARD}"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_COMPONENTSPAGE_SMALLDESC
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_PAGE_HEADER_TEXT "$(REMOVE)"
!define MUI_PAGE_HEADER_SUBTEXT "$(REMOVE_TEXT)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(REMOVE_TOP)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST " "
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Hindi"

LangString WELCOME ${LANG_ENGLISH} "This installs ${NAME} ${VERSION} for you alone. It needs no administrator rights, and an earlier version is replaced; settings, journals and downloaded prices stay.$\r$\n$\r$\nYou can remove it again in Settings, Apps."
LangString WELCOME ${LANG_HINDI} "यह ${NAME} ${VERSION} को केवल आपके लिए इंस्टॉल करता है। प्रशासक अधिकारों की ज़रूरत नहीं; पुराना संस्करण बदल दिया जाता है; सेटिंग, जर्नल और डाउनलोड किए भाव बने रहते हैं।$\r$\n$\r$\nइसे सेटिंग, ऐप्स में जाकर हटाया जा सकता है।"
LangString RUNNING ${LANG_ENGLISH} "${NAME} is running. Close its windows, then try again. Nothing has been changed."
LangString RUNNING ${LANG_HINDI} "${NAME} चल रहा है। उसकी विंडो बंद करके फिर कोशिश करें। कुछ भी बदला नहीं गया है।"
LangString ANOTHER ${LANG_ENGLISH} "Another setup of ${NAME} is at work. Let it finish first."
LangString ANOTHER ${LANG_HINDI} "${NAME} का एक और सेटअप चल रहा है। पहले उसे पूरा होने दें।"
LangString TOO_OLD ${LANG_ENGLISH} "${NAME} needs 64-bit Windows 10 version 1809 or newer."
LangString TOO_OLD ${LANG_HINDI} "${NAME} के लिए 64-बिट Windows 10 संस्करण 1809 या नया चाहिए।"
LangString UNWRITABLE ${LANG_ENGLISH} "The folder cannot be written: it is protected, or the disk is full. What was installed before still works."
LangString UNWRITABLE ${LANG_HINDI} "फ़ोल्डर में लिखा नहीं जा सकता: वह सुरक्षित है या डिस्क भर गई है। पहले से इंस्टॉल प्रोग्राम अब भी चलेगा।"
LangString REMOVE ${LANG_ENGLISH} "Remove ${NAME}"
LangString REMOVE ${LANG_HINDI} "${NAME} हटाएँ"
LangString REMOVE_TEXT ${LANG_ENGLISH} "The program goes; what is yours stays unless you say otherwise."
LangString REMOVE_TEXT ${LANG_HINDI} "प्रोग्राम हट जाएगा; आपका डेटा तभी हटेगा जब आप कहें।"
LangString REMOVE_TOP ${LANG_ENGLISH} "Tick the second line to delete your data as well."
LangString REMOVE_TOP ${LANG_HINDI} "अपना डेटा भी मिटाना हो तो दूसरी पंक्ति चुनें।"
LangString PROGRAM ${LANG_ENGLISH} "${NAME}"
LangString PROGRAM ${LANG_HINDI} "${NAME}"
LangString MY_DATA ${LANG_ENGLISH} "My settings, journals and logins"
LangString MY_DATA ${LANG_HINDI} "मेरी सेटिंग, जर्नल और लॉगिन"
LangString PROGRAM_TEXT ${LANG_ENGLISH} "The program and its entry in the Start menu."
LangString PROGRAM_TEXT ${LANG_HINDI} "प्रोग्राम और स्टार्ट मेन्यू में उसकी प्रविष्टि।"
LangString MY_DATA_TEXT ${LANG_ENGLISH} "Deletes all that the program keeps for you on this computer, downloaded prices too. It cannot be undone."
LangString MY_DATA_TEXT ${LANG_HINDI} "प्रोग्राम ने इस कंप्यूटर पर आपके लिए जो रखा है, डाउनलोड किए भाव भी, सब मिटता है। यह वापस नहीं होगा।"

; Stops with a sentence and a code. Silent: the code alone.
!macro Stop TEXT CODE
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program file that runs cannot be opened for writing, by anybody.
!macro RefuseWhileRunning
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${Loop}
!macroend

Function .onInit
  SetRegView 64
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $0 < ${OLDEST_BUILD}
    !insertmacro Stop "$(TOO_OLD)" 3
  ${EndIf}
  System::Call 'kernel32::CreateMutexW(p 0, i 1, w "Local\${APP_ID}.setup") p .r1 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    !insertmacro Stop "$(ANOTHER)" 4
  ${EndIf}
  !insertmacro RefuseWhileRunning
FunctionEnd

Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\_incoming"
  RMDir "$INSTDIR"
FunctionEnd

Section "-install"
  !insertmacro RefuseWhileRunning ; once more: the folder may have been chosen since
  RMDir /r "$INSTDIR\_incoming"
  RMDir /r "$INSTDIR\_outgoing"

  ; All files arrive beside the installed ones; only whole do they take their place.
  ClearErrors
  SetOverwrite try
  !include "${FILES}"
  WriteUninstaller "$INSTDIR\_incoming\uninstall.exe"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
  ${OrIfNot} ${FileExists} "$INSTDIR\_incoming\${EXE}"
    RMDir /r "$INSTDIR\_incoming"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    !insertmacro Stop "$(UNWRITABLE)" 5
  ${EndIf}

  ClearErrors
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    Rename "$INSTDIR\_internal" "$INSTDIR\_outgoing"
  ${EndIf}
  ${If} ${Errors}
    RMDir /r "$INSTDIR\_incoming"
    !insertmacro Stop "$(RUNNING)" 4
  ${EndIf}
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\uninstall.exe"
  Rename "$INSTDIR\_incoming\_internal" "$INSTDIR\_internal"
  Rename "$INSTDIR\_incoming\${EXE}" "$INSTDIR\${EXE}"
  Rename "$INSTDIR\_incoming\uninstall.exe" "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    Abort "$(UNWRITABLE)"
  ${EndIf}
  RMDir "$INSTDIR\_incoming"
  RMDir /r "$INSTDIR\_outgoing"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "un.$(PROGRAM)" SECTION_PROGRAM
  SectionIn RO
  ; Never /r on the folder itself: the user chose it, and may keep other things there.
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\_incoming"
    RMDir /r "$INSTDIR\_outgoing"
  ${EndIf}
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

Section /o "un.$(MY_DATA)" SECTION_DATA
  RMDir /r "${USER_DATA}"
  Call un.ForgetSecrets
SectionEnd

; The keyring library calls its generic credentials by the service's name and "<name>@<service>".
Function un.ForgetSecrets
  System::Call 'advapi32::CredEnumerateW(p 0, i 0, *i .r1, *p .r2) i .r0'
  ${If} $0 = 0
    Return
  ${EndIf}
  StrLen $5 "@${SECRETS}"
  StrCpy $3 $2
  ${For} $4 1 $1
    System::Call '*$3(p .r6)'
    System::Call '*$6(i, i .r7, w .r8)' ; Flags, Type, TargetName
    StrCpy $9 $8 "" -$5
    ${If} $7 = 1 ; CRED_TYPE_GENERIC
      ${If} $8 == "${SECRETS}"
      ${OrIf} $9 == "@${SECRETS}"
        System::Call 'advapi32::CredDeleteW(w r8, i 1, i 0)'
      ${EndIf}
    ${EndIf}
    IntPtrOp $3 $3 + ${NSIS_PTR_SIZE}
  ${Next}
  System::Call 'advapi32::CredFree(p r2)'
FunctionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SECTION_PROGRAM} "$(PROGRAM_TEXT)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SECTION_DATA} "$(MY_DATA_TEXT)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

Function un.onInit
  !insertmacro RefuseWhileRunning
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE" $R1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${SECTION_DATA}
  ${EndIf}
FunctionEnd
