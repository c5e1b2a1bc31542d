using Ghc.Functions.Poison;

namespace Ghc.Functions.Tests.Support;

public static class PoisonTexts
{
    /// <summary>Every text that waits, wherever it waits.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(this PoisonReplay desk)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var texts = new List<string>();
        foreach (var entry in (await desk.ListAsync(null, cancellation)).Values.SelectMany(list => list))
        {
            Assert.False((await desk.ShowAsync(entry.Id, "test", cancellation)).Refused(out _, out var message));
            texts.Add(message!.Text);
        }

        return texts;
    }
}
