using System.Collections.Frozen;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.Security;

/// <summary>What somebody must show to call a function.</summary>
public enum Credential
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A session of anybody who signed in; what it opens is the account's own.</summary>
    Session,

    /// <summary>A session over what is the caller's own; of somebody who holds a role, one with both factors, and no other role than these.</summary>
    Owner,

    /// <summary>The token of a shift; a session gets a text that explains it.</summary>
    Shift,

    /// <summary>A session with both factors of somebody who holds one of the roles. Roles of a place open that place only, which the function checks.</summary>
    Staff,

    /// <summary>A token that a registered laboratory signed, or a session with both factors of somebody who holds one of the roles.</summary>
    Laboratory,
}

public sealed record Access(Credential Credential, IReadOnlyList<string> Roles)
{
    public static readonly Access Open = new(Credential.None, []);
    public static readonly Access Session = new(Credential.Session, []);
    public static readonly Access Shift = new(Credential.Shift, []);

    public static Access Owner(params string[] roles) => new(Credential.Owner, roles);

    public static Access Staff(params string[] roles) => new(Credential.Staff, roles);

    public static Access Laboratory(params string[] roles) => new(Credential.Laboratory, roles);
}

/// <summary>Who may call what: every HTTP function has its line here. Staff functions look themselves up; a test calls each as everybody and compares.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<string, Access> Table = new Dictionary<string, Access>
    {
        // Everyone.
        ["GetHealth"] = Access.Open,
        ["GetKeys"] = Access.Open,
        ["GetOpenApi"] = Access.Open,
        ["ServePages"] = Access.Open,
        ["ListLocalTexts"] = Access.Open,
        ["SendSmsCode"] = Access.Open,
        ["Apply"] = Access.Open,
        ["Login"] = Access.Open,

        // Whoever signed in, over what is their own.
        ["SetPassword"] = Access.Session,
        ["GetCode"] = Access.Session,
        ["GetCodePng"] = Access.Session,
        ["GetCodeSvg"] = Access.Session,
        ["ListPlaces"] = Access.Session,
        ["ListPrintedCodes"] = Access.Session,
        ["PrintCode"] = Access.Session,
        ["RevokePrintedCode"] = Access.Session,
        ["RenewDocument"] = Access.Session,
        ["FindMissingTests"] = Access.Session,
        ["ListVisits"] = Access.Session,
        ["ListCompanions"] = Access.Session,
        ["AddCompanion"] = Access.Session,
        ["RemoveCompanion"] = Access.Session,
        ["GetAccount"] = Access.Session,
        ["UpdateAccount"] = Access.Session,
        ["ExportAccount"] = Access.Session,
        ["MovePhone"] = Access.Session,
        ["LogoutEverywhere"] = Access.Session,

        // The roles go with the account, so one factor does not do: whoever took over a phone would get rid of the other one. Nobody takes away their own last way in.
        ["DeleteAccount"] = Access.Owner(Role.Inspector, Role.PlaceManager, Role.Officer),

        // The gate. Whether somebody inspects at the place that a shift names is checked with the place.
        ["StartShift"] = Access.Staff(Role.Inspector),
        ["Scan"] = Access.Shift,
        ["RecordOfflineVisits"] = Access.Shift,

        // Places and their people.
        ["CreatePlace"] = Access.Staff(Role.PlaceManager, Role.Administrator),
        ["ListInspectors"] = Access.Staff(Role.PlaceManager, Role.Administrator),
        ["AddInspector"] = Access.Staff(Role.PlaceManager, Role.Administrator),
        ["LeavePlace"] = Access.Owner([.. Role.Names]),
        ["RemoveInspector"] = Access.Staff(Role.PlaceManager, Role.Administrator),
        ["AddStaff"] = Access.Staff(Role.Administrator),
        ["RemoveStaff"] = Access.Staff(Role.Administrator),

        // Laboratories, and what of their messages was put aside.
        ["ListLabOutcomes"] = Access.Laboratory(Role.Officer, Role.Administrator),
        ["ListPoison"] = Access.Staff(Role.Administrator),
        ["GetPoison"] = Access.Staff(Role.Administrator),
        ["ReplayPoison"] = Access.Staff(Role.Administrator),
        ["DiscardPoison"] = Access.Staff(Role.Administrator),

        // Health officers.
        ["AssistLogin"] = Access.Staff(Role.Officer),
        ["PutMeasure"] = Access.Staff(Role.Officer),
        ["LiftMeasure"] = Access.Staff(Role.Officer),
        ["ListMeasures"] = Access.Staff(Role.Officer),
        ["RecordExposure"] = Access.Staff(Role.Officer),
        ["GetExposure"] = Access.Staff(Role.Officer),
        ["FindHolder"] = Access.Staff(Role.Officer),
        ["GetAssessment"] = Access.Staff(Role.Officer),
        ["PutPolicy"] = Access.Staff(Role.Officer),
        ["RollBackPolicy"] = Access.Staff(Role.Officer),
        ["GetPolicy"] = Access.Staff(Role.Officer, Role.Administrator),
        ["GetSweep"] = Access.Staff(Role.Officer, Role.Administrator),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Functions => Table.Keys;

    /// <summary>A function without a line is a bug, so the look-up throws.</summary>
    public static Access Of(string function) => Find(function) ?? throw new InvalidOperationException($"{function} has no line in {nameof(Permissions)}.");

    public static Access? Find(string function) => Table.GetValueOrDefault(function);
}
