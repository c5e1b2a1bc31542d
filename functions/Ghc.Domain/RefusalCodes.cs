namespace Ghc.Domain;

/// <summary>Every refusal code of the HTTP contract. <c>Problem</c> has the status of each, the texts are <c>problem.CODE</c>.</summary>
public static class RefusalCodes
{
    public const string AlreadyDecided = "already-decided";
    public const string AlreadyRegistered = "already-registered";
    public const string AppealAnswered = "appeal-answered";
    public const string AppealNotFound = "appeal-not-found";
    public const string AppealOpen = "appeal-open";
    public const string BorderNotFound = "border-not-found";
    public const string BorderRegistered = "border-registered";
    public const string CodeExpired = "code-expired";
    public const string CodeNotRecognized = "code-not-recognized";
    public const string CodeRevoked = "code-revoked";
    public const string ConsentRequired = "consent-required";
    public const string DeviceNotFound = "device-not-found";
    public const string DocumentNotFound = "document-not-found";
    public const string Forbidden = "forbidden";
    public const string HolderNotFound = "holder-not-found";
    public const string IdentityVerificationFailed = "identity-verification-failed";
    public const string InspectorNotFound = "inspector-not-found";
    public const string InternalError = "internal-error";
    public const string InvalidPhone = "invalid-phone";
    public const string InvalidPolicy = "invalid-policy";
    public const string InvalidRequest = "invalid-request";
    public const string LaboratoryNotFound = "laboratory-not-found";
    public const string LaboratoryRegistered = "laboratory-registered";
    public const string Locked = "locked";
    public const string LoginFailed = "login-failed";
    public const string MeasureNotFound = "measure-not-found";
    public const string NeedsApproval = "needs-approval";
    public const string NoCrossingRecord = "no-crossing-record";
    public const string NotAnInspector = "not-an-inspector";
    public const string NotEligible = "not-eligible";
    public const string NotFound = "not-found";
    public const string NotSignedIn = "not-signed-in";
    public const string NothingToRollBack = "nothing-to-roll-back";
    public const string OfficerTooNew = "officer-too-new";
    public const string PlaceNotFound = "place-not-found";
    public const string PoisonNotFound = "poison-not-found";
    public const string PrintedCodeNotFound = "printed-code-not-found";
    public const string ProposalExpired = "proposal-expired";
    public const string ProofRequired = "proof-required";
    public const string ReasonNotHeld = "reason-not-held";
    public const string RolesConflict = "roles-conflict";
    public const string SecondFactorRequired = "second-factor-required";
    public const string StaffNotFound = "staff-not-found";
    public const string StaffPhoneFixed = "staff-phone-fixed";
    public const string SweepNotFound = "sweep-not-found";
    public const string TemporarilyUnavailable = "temporarily-unavailable";
    public const string TooManyCompanions = "too-many-companions";
    public const string TooManyPrintedCodes = "too-many-printed-codes";
    public const string TooManyRequests = "too-many-requests";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string VersionNotInForce = "version-not-in-force";
    public const string WeakPassword = "weak-password";
    public const string WrongSmsCode = "wrong-sms-code";
}
