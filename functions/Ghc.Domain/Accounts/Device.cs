namespace Ghc.Domain.Accounts;

/// <summary>A device that may show codes without signing in.</summary>
/// <param name="Id">Stands in its pass.</param>
/// <param name="Name">What its browser says of itself, such as "Chrome on Android".</param>
/// <param name="FirstAt">The sign-in that gave it the pass.</param>
/// <param name="SeenAt">Kept to the day.</param>
public sealed record Device(string Id, string Name, DateTimeOffset FirstAt, DateTimeOffset SeenAt)
{
    /// <summary>More than a person has; the one that was not seen for longest leaves the list, and its pass runs out.</summary>
    public const int Most = 20;

    public static readonly TimeSpan SeenGrain = TimeSpan.FromDays(1);
}

/// <summary>The device of a sign-in: as a new one, and by the id of the pass that it has, if it has one.</summary>
public sealed record DeviceOffer(Device Fresh, string? FormerId)
{
    /// <summary>The same device as before, unless it was ended: then it is another one, because what was ended stays so.</summary>
    public Device In(SignInState state) =>
        FormerId is { } id && state.Devices.Any(known => known.Id == id) ? Fresh with { Id = id } : Fresh;
}
