namespace Ghc.Domain.Colors;

/// <summary>
/// What the owner of a code knows of its color, as the state of a small machine: <see cref="Announce"/> decides on one text,
/// <see cref="Sent"/> notes that it is on its way. A crash between the two leaves the decision, so the same text is asked for again, under
/// the same number.
/// </summary>
/// <param name="ClaimedAt">When the owner got the code; with the number it names a text.</param>
/// <param name="Known">What the owner was shown or told last.</param>
/// <param name="Number">How many changes were announced since the code was claimed.</param>
public sealed record ColorNews(DateTimeOffset ClaimedAt, Color Known, int Number)
{
    /// <summary>If set, text <see cref="Number"/>, from this color to <see cref="Known"/>, is not on its way yet.</summary>
    public Color? Before { get; init; }

    /// <summary>The next change that time alone brings, for which a reminder is stored.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public bool IsNews(Color now) => Before is not null || Known != now;

    public ColorNews Announce(Color now) =>
        Before is not null || Known == now ? this : this with { Known = now, Number = Number + 1, Before = Known };

    public ColorNews Sent() => this with { Before = null };

    /// <summary>Looked at by the owner: nothing is left to tell. A text that was decided on is sent nevertheless.</summary>
    public ColorNews Seen(Color seen) => Before is null ? this with { Known = seen } : this;
}
