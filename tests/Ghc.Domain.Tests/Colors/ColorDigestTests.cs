using Ghc.Domain.Colors;

namespace Ghc.Domain.Tests.Colors;

public sealed class ColorDigestTests
{
    private static readonly ColorChange Anna = new("anna", "anna|1", Color.Green, Color.Yellow);
    private static readonly ColorChange Ben = new("ben", "ben|1", Color.Green, Color.Red);

    private static ColorDigest With(params ColorChange[] changes) =>
        changes.Aggregate(ColorDigest.Empty, (digest, change) => digest.Add(change));

    [Fact]
    public void Add_TheSameChangeAgain_AddsNothing()
    {
        var digest = With(Anna, Anna);

        Assert.Equal([Anna], digest.Waiting);
        Assert.Same(digest, digest.Add(Anna));
        Assert.Empty(digest.Leave(isDayUsedUp: false).Left().Add(Anna).Waiting);
    }

    [Fact]
    public void Leave_WithNothingWaiting_IsTheSame() => Assert.Same(ColorDigest.Empty, ColorDigest.Empty.Leave(isDayUsedUp: false));

    [Fact]
    public void Leave_ChangesOfSeveral_AreOneText()
    {
        var digest = With(Anna, Ben).Leave(isDayUsedUp: false);

        Assert.Equal((1, 0), (digest.Number, digest.Waiting.Count));
        Assert.Equal([Anna, Ben], digest.Leaving);
    }

    [Fact]
    public void Leave_SeveralChangesOfOne_AreOneFromTheFirstToTheLast()
    {
        var digest = With(Anna, Anna with { Id = "anna|2", Before = Color.Yellow, Now = Color.Red }).Leave(isDayUsedUp: false);

        Assert.Equal((Color.Green, Color.Red), Assert.Single(digest.Leaving) is var only ? (only.Before, only.Now) : default);
    }

    [Fact]
    public void Leave_AColorThatCameBack_IsNotTold()
    {
        var back = Anna with { Id = "anna|2", Before = Color.Yellow, Now = Color.Green };

        Assert.Equal(
            (0, 0, 0),
            With(Anna, back).Leave(isDayUsedUp: false) is var digest ? (digest.Number, digest.Waiting.Count, digest.Leaving.Count) : default
        );
        Assert.Equal([Ben], With(Anna, Ben, back).Leave(isDayUsedUp: false).Leaving);
    }

    /// <summary>A crash between the decision and the text.</summary>
    [Fact]
    public void Leave_Again_IsTheSameTextUnderTheSameNumber()
    {
        var decided = With(Anna).Leave(isDayUsedUp: false).Add(Ben);

        Assert.Same(decided, decided.Leave(isDayUsedUp: false));
        Assert.Equal((1, "anna", "ben"), (decided.Number, decided.Leaving[0].HolderId, decided.Waiting[0].HolderId));
        Assert.Equal((2, "ben"), decided.Left().Leave(isDayUsedUp: false) is var next ? (next.Number, next.Leaving[0].HolderId) : default);
    }

    [Fact]
    public void Leave_WhenTheDayIsUsedUp_WaitsUnlessSomebodyTurnsRed()
    {
        var waiting = With(Anna).Leave(isDayUsedUp: true);
        Assert.Equal((0, 1), (waiting.Number, waiting.Waiting.Count));

        // The text about red takes along what waited.
        Assert.Equal([Anna, Ben], waiting.Add(Ben).Leave(isDayUsedUp: true).Leaving);
        Assert.Equal([Anna], waiting.Leave(isDayUsedUp: false).Leaving);
    }

    /// <summary>More changes than an account has holders, in one go.</summary>
    [Fact]
    public void Add_ManyChanges_AllLeave()
    {
        var digest = With([
            .. Enumerable.Range(0, 100).Select(number => new ColorChange($"holder-{number}", $"{number}", Color.Green, Color.Red)),
        ]);

        Assert.Equal(100, digest.Leave(isDayUsedUp: true).Leaving.Count);
        Assert.Equal(64, digest.Known.Count);
    }
}
