using System.Collections.Frozen;
using Ghc.Domain;
using Ghc.Domain.Sunset;

namespace Ghc.Functions.Sunset;

/// <summary>
/// Which functions are over in which phase (docs/adr/0036). A function that no list names ends with the freeze, so a new one is never
/// forgotten open. Functions of queues go on until their queues are empty; those of laboratories and borders refuse by themselves, because
/// a message that no function takes would be lost.
/// </summary>
public static class SunsetRules
{
    private static readonly FrozenSet<string> OverWhenClosed = Names("Apply", "ApplyTogether", "AddCompanion", "AddCompanions");

    /// <summary>Leaving with one's data, and what administrators need for the next steps.</summary>
    private static readonly FrozenSet<string> AfterFreeze = Names(
        "FreePhone",
        "ExportAccount",
        "ListVisits",
        "ListCompanions",
        "RemoveCompanion",
        "ListOwnAppeals",
        "ListDevices",
        "EndDevice",
        "LeavePlace",
        "AssistLogin",
        "RemoveInspector",
        "ListLabOutcomes",
        "ListPoison",
        "GetPoison",
        "DiscardPoison"
    );

    private static readonly FrozenSet<string> AfterExport = Names(
        "SendSmsCode",
        "SendEmailCode",
        "Login",
        "StartPasskeySignIn",
        "SetPassword",
        "Logout",
        "LogoutEverywhere",
        "GetAccount",
        "DeleteAccount",
        "ListPasskeys",
        "RemovePasskey",
        "AddStaff",
        "RemoveStaff",
        "EndSessions",
        "AllowDeliveryReports",
        "ReceiveDeliveryReports",
        "ReceiveTencentReports",
        "GetStatistics",
        "GetSunsetPlan",
        "PutSunsetPlan",
        "SignSunset",
        "WithdrawSunset"
    );

    private static readonly FrozenSet<string> DuringWipe = Names("GetHealth", "GetKeys", "GetOpenApi", "GetSunset", "ServePages");

    /// <summary>Timers that serve people who show codes.</summary>
    private static readonly FrozenSet<string> TimersOverWhenFrozen = Names("RecomputeDueColors", "FindLateVisits", "FollowAppeals");

    /// <summary>Every function that a list names.</summary>
    public static IEnumerable<string> Named => [.. OverWhenClosed, .. AfterFreeze, .. AfterExport, .. DuringWipe, .. TimersOverWhenFrozen];

    /// <summary>Why a call is refused in a phase; null if it is not.</summary>
    public static Refusal? RefusalOf(string function, SunsetPhase phase) =>
        phase switch
        {
            SunsetPhase.None or SunsetPhase.Announced => null,
            SunsetPhase.Closed => OverWhenClosed.Contains(function) ? new Refusal(RefusalCodes.ApplicationsClosed) : null,
            _ => IsOpen(function, phase) ? null : new Refusal(RefusalCodes.ServiceClosed),
        };

    public static bool IsTimerOver(string function, SunsetPhase phase) =>
        phase == SunsetPhase.Wiping || (phase >= SunsetPhase.Frozen && TimersOverWhenFrozen.Contains(function));

    private static bool IsOpen(string function, SunsetPhase phase) =>
        DuringWipe.Contains(function)
        || (phase < SunsetPhase.Wiping && AfterExport.Contains(function))
        || (phase < SunsetPhase.Ended && AfterFreeze.Contains(function));

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
