using System.Collections.Frozen;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.Access;

/// <summary>What somebody must show to call a function.</summary>
public enum Credential
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A session of anybody who signed in; what it opens is the account's own.</summary>
    Session,

    /// <summary>A session, or the pass of a device: shows codes and names, and changes nothing.</summary>
    SessionOrPass,

    /// <summary>The token of a session or of a shift, to end it.</summary>
    SessionOrShift,

    /// <summary>
    /// A session over what is the caller's own; of somebody who holds a role, one with both factors, and no other role than these.
    /// </summary>
    Owner,

    /// <summary>The token of a shift; a session gets a text that explains it.</summary>
    Shift,

    /// <summary>
    /// A session with both factors of somebody who holds one of the roles. Roles of a place open that place only, which the function
    /// checks.
    /// </summary>
    Staff,

    /// <summary>A call or a body that a registered laboratory or border signed.</summary>
    Sender,

    /// <summary>
    /// A token that a registered laboratory signed, or a session with both factors of somebody who holds one of the roles.
    /// </summary>
    Laboratory,

    /// <summary>What proves a provider of texts: Event Grid's token, or the key in the address that a provider was given.</summary>
    Provider,
}

public sealed record AccessRule(Credential Credential, IReadOnlyList<string> Roles)
{
    public static readonly AccessRule Open = new(Credential.None, []);
    public static readonly AccessRule Session = new(Credential.Session, []);
    public static readonly AccessRule Sender = new(Credential.Sender, []);
    public static readonly AccessRule Provider = new(Credential.Provider, []);
    public static readonly AccessRule Shift = new(Credential.Shift, []);
    public static readonly AccessRule SessionOrPass = new(Credential.SessionOrPass, []);
    public static readonly AccessRule SessionOrShift = new(Credential.SessionOrShift, []);

    public static AccessRule Owner(params string[] roles) => new(Credential.Owner, roles);

    public static AccessRule Staff(params string[] roles) => new(Credential.Staff, roles);

    public static AccessRule Laboratory(params string[] roles) => new(Credential.Laboratory, roles);
}

/// <summary>
/// Who may call what: every HTTP function has its line here. Staff functions look themselves up; a test calls each as everybody and
/// compares.
/// </summary>
public static class Permissions
{
    private static readonly FrozenDictionary<string, AccessRule> Table = new Dictionary<string, AccessRule>
    {
        // Everyone.
        ["GetHealth"] = AccessRule.Open,
        ["GetKeys"] = AccessRule.Open,
        ["GetStatistics"] = AccessRule.Open,
        ["GetSunset"] = AccessRule.Open,
        ["GetOpenApi"] = AccessRule.Open,
        ["ServePages"] = AccessRule.Open,
        ["SendSmsCode"] = AccessRule.Open,
        ["SendEmailCode"] = AccessRule.Open,
        ["Apply"] = AccessRule.Open,
        ["ApplyTogether"] = AccessRule.Open,
        ["Login"] = AccessRule.Open,
        ["FreePhone"] = AccessRule.Open,
        ["StartPasskeySignIn"] = AccessRule.Open,

        // Anyone who is signed in, for their own data.
        ["SetPassword"] = AccessRule.Session,
        ["GetCode"] = AccessRule.SessionOrPass,
        ["GetCodePng"] = AccessRule.SessionOrPass,
        ["GetCodeSvg"] = AccessRule.SessionOrPass,
        ["ListPlaces"] = AccessRule.Session,
        ["ListPrintedCodes"] = AccessRule.Session,
        ["PrintCode"] = AccessRule.Session,
        ["RevokePrintedCode"] = AccessRule.Session,
        ["RenewDocument"] = AccessRule.Session,
        ["FindMissingTests"] = AccessRule.Session,
        ["ListVisits"] = AccessRule.Session,
        ["FileAppeal"] = AccessRule.Session,
        ["ListOwnAppeals"] = AccessRule.Session,
        ["ListCompanions"] = AccessRule.SessionOrPass,
        ["AddCompanion"] = AccessRule.Session,
        ["AddCompanions"] = AccessRule.Session,
        ["RemoveCompanion"] = AccessRule.Session,
        ["GetAccount"] = AccessRule.Session,
        ["UpdateAccount"] = AccessRule.Session,
        ["ExportAccount"] = AccessRule.Session,
        ["MovePhone"] = AccessRule.Session,
        ["RemovePhone"] = AccessRule.Session,
        ["SetEmail"] = AccessRule.Session,
        ["RemoveEmail"] = AccessRule.Session,
        ["LogoutEverywhere"] = AccessRule.Session,
        ["Logout"] = AccessRule.SessionOrShift,
        ["ListDevices"] = AccessRule.Session,
        ["EndDevice"] = AccessRule.Session,

        // The roles go with the account, so one factor is not enough: a thief of the phone would get rid of the other one. Nobody takes
        // away their own last way in.
        ["DeleteAccount"] = AccessRule.Owner(Role.Inspector, Role.PlaceManager, Role.Officer),

        // Passkeys are for staff; who is none any more still sees and removes their own.
        ["StartPasskey"] = AccessRule.Staff([.. Role.Names]),
        ["AddPasskey"] = AccessRule.Staff([.. Role.Names]),
        ["ListPasskeys"] = AccessRule.Owner([.. Role.Names]),
        ["RemovePasskey"] = AccessRule.Owner([.. Role.Names]),

        // The gate. Whether somebody inspects at the place that a shift names is checked with the place.
        ["StartShift"] = AccessRule.Staff(Role.Inspector),
        ["Scan"] = AccessRule.Shift,
        ["RecordOfflineVisits"] = AccessRule.Shift,

        // Places and their people.
        ["CreatePlace"] = AccessRule.Staff(Role.PlaceManager, Role.Administrator),
        ["ListInspectors"] = AccessRule.Staff(Role.PlaceManager, Role.Administrator),
        ["AddInspector"] = AccessRule.Staff(Role.PlaceManager, Role.Administrator),
        ["LeavePlace"] = AccessRule.Owner([.. Role.Names]),
        ["RemoveInspector"] = AccessRule.Staff(Role.PlaceManager, Role.Administrator),
        ["AddStaff"] = AccessRule.Staff(Role.Administrator),
        ["RemoveStaff"] = AccessRule.Staff(Role.Administrator),
        ["EndSessions"] = AccessRule.Staff(Role.Administrator),

        // The end of the service.
        ["GetSunsetPlan"] = AccessRule.Staff(Role.Administrator),
        ["PutSunsetPlan"] = AccessRule.Staff(Role.Administrator),
        ["SignSunset"] = AccessRule.Staff(Role.Administrator),
        ["WithdrawSunset"] = AccessRule.Staff(Role.Administrator),

        // Laboratories, and what of their messages was dead-lettered.
        ["HandInResults"] = AccessRule.Sender,
        ["HandInCrossings"] = AccessRule.Sender,
        ["AllowDeliveryReports"] = AccessRule.Open,
        ["ReceiveDeliveryReports"] = AccessRule.Provider,
        ["ReceiveTencentReports"] = AccessRule.Provider,
        ["ListLabOutcomes"] = AccessRule.Laboratory(Role.Officer, Role.Administrator),
        ["ListPoison"] = AccessRule.Staff(Role.Administrator),
        ["GetPoison"] = AccessRule.Staff(Role.Administrator),
        ["ReplayPoison"] = AccessRule.Staff(Role.Administrator),
        ["DiscardPoison"] = AccessRule.Staff(Role.Administrator),

        // Health officers.
        ["FindPlaces"] = AccessRule.Staff(Role.Officer, Role.Administrator),
        ["ListExposed"] = AccessRule.Staff(Role.Officer),
        ["AssistLogin"] = AccessRule.Staff(Role.Officer),
        ["PutMeasure"] = AccessRule.Staff(Role.Officer),
        ["LiftMeasure"] = AccessRule.Staff(Role.Officer),
        ["ListMeasures"] = AccessRule.Staff(Role.Officer),
        ["RecordExposure"] = AccessRule.Staff(Role.Officer),
        ["GetExposure"] = AccessRule.Staff(Role.Officer),
        ["ListAppeals"] = AccessRule.Staff(Role.Officer),
        ["GetAppeal"] = AccessRule.Staff(Role.Officer),
        ["AnswerAppeal"] = AccessRule.Staff(Role.Officer),
        ["FindHolder"] = AccessRule.Staff(Role.Officer),
        ["ListLookUps"] = AccessRule.Staff(Role.Officer),
        ["ReleaseHolder"] = AccessRule.Staff(Role.Officer),
        ["GetAssessment"] = AccessRule.Staff(Role.Officer),
        ["PutPolicy"] = AccessRule.Staff(Role.Officer),
        ["RollBackPolicy"] = AccessRule.Staff(Role.Officer),
        ["GetPolicy"] = AccessRule.Staff(Role.Officer, Role.Administrator),
        ["GetSweep"] = AccessRule.Staff(Role.Officer, Role.Administrator),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Functions => Table.Keys;

    /// <summary>A function without a line is a bug, so the look-up throws.</summary>
    public static AccessRule Of(string function) =>
        Find(function) ?? throw new InvalidOperationException($"{function} has no line in {nameof(Permissions)}.");

    public static AccessRule? Find(string function) => Table.GetValueOrDefault(function);
}
