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

    /// <summary>The token of a shift; a session gets a text that explains it.</summary>
    Shift,

    /// <summary>A session with both factors of somebody who holds one of the roles. Roles of a place open that place only, which the function checks.</summary>
    Staff,

    /// <summary>A token that a registered laboratory signed.</summary>
    Laboratory,
}

public sealed record Permission(Credential Credential, IReadOnlyList<string> Roles)
{
    public static readonly Permission Open = new(Credential.None, []);
    public static readonly Permission Session = new(Credential.Session, []);
    public static readonly Permission Shift = new(Credential.Shift, []);
    public static readonly Permission Laboratory = new(Credential.Laboratory, []);

    public static Permission Staff(params string[] roles) => new(Credential.Staff, roles);
}

/// <summary>Who may call what: every HTTP function has its line here. Staff functions look themselves up; a test calls each as everybody and compares.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<string, Permission> Table = new Dictionary<string, Permission>
    {
        // Everyone.
        ["GetHealth"] = Permission.Open,
        ["GetKeys"] = Permission.Open,
        ["GetOpenApi"] = Permission.Open,
        ["ServePages"] = Permission.Open,
        ["ListLocalTexts"] = Permission.Open,
        ["SendSmsCode"] = Permission.Open,
        ["Apply"] = Permission.Open,
        ["Login"] = Permission.Open,

        // Whoever signed in, over what is their own.
        ["SetPassword"] = Permission.Session,
        ["GetCode"] = Permission.Session,
        ["GetCodePng"] = Permission.Session,
        ["GetCodeSvg"] = Permission.Session,
        ["ListPlaces"] = Permission.Session,

        // The gate. Whether somebody inspects at the place that a shift names is checked with the place.
        ["StartShift"] = Permission.Staff(Role.Inspector),
        ["Scan"] = Permission.Shift,

        // Places and their people.
        ["CreatePlace"] = Permission.Staff(Role.PlaceManager, Role.Administrator),
        ["ListInspectors"] = Permission.Staff(Role.PlaceManager, Role.Administrator),
        ["AddInspector"] = Permission.Staff(Role.PlaceManager, Role.Administrator),
        ["RemoveInspector"] = Permission.Staff(Role.PlaceManager, Role.Administrator),
        ["AddStaff"] = Permission.Staff(Role.Administrator),
        ["RemoveStaff"] = Permission.Staff(Role.Administrator),

        // Health officers.
        ["PutMeasure"] = Permission.Staff(Role.Officer),
        ["LiftMeasure"] = Permission.Staff(Role.Officer),
        ["ListMeasures"] = Permission.Staff(Role.Officer),
        ["RecordExposure"] = Permission.Staff(Role.Officer),
        ["GetExposure"] = Permission.Staff(Role.Officer),
        ["FindHolder"] = Permission.Staff(Role.Officer),
        ["GetAssessment"] = Permission.Staff(Role.Officer),
        ["PutPolicy"] = Permission.Staff(Role.Officer),
        ["RollBackPolicy"] = Permission.Staff(Role.Officer),
        ["GetPolicy"] = Permission.Staff(Role.Officer, Role.Administrator),
        ["GetSweep"] = Permission.Staff(Role.Officer, Role.Administrator),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Functions => Table.Keys;

    /// <summary>A function without a line is a bug, so the look-up throws.</summary>
    public static Permission Of(string function) => Find(function) ?? throw new InvalidOperationException($"{function} has no line in {nameof(Permissions)}.");

    public static Permission? Find(string function) => Table.GetValueOrDefault(function);
}
