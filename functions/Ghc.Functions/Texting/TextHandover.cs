using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Texting;

/// <summary>
/// Hands a text to the provider and notes what it answered. For a provider that would send a repetition a second time, the try is noted
/// before, and the note is taken back only by a definite no.
/// </summary>
public sealed class TextHandover(IMessageSender sender, TextDeliveriesTable deliveries, TimeProvider clock)
{
    public async Task<MessageReceipt> SendAsync(OutgoingMessage text, TextDelivery delivery, CancellationToken cancellation)
    {
        await NoteAsync(text.Id, clock.GetUtcNow(), cancellation);
        var receipt = await AskAsync(text, cancellation);
        if (!receipt.Accepted)
        {
            await NoteAsync(text.Id, handedAt: null, cancellation);
            return receipt;
        }

        await deliveries.ChangeAsync(text.Id, known => known with { AcceptedAt = clock.GetUtcNow() }, cancellation);
        if (receipt.ReportTag is { } tag)
        {
            await deliveries.OpenAsync(tag, delivery with { AcceptedAt = clock.GetUtcNow() }, cancellation);
        }

        return receipt;
    }

    /// <summary>Also a provider that does not answer has failed.</summary>
    private async Task<MessageReceipt> AskAsync(OutgoingMessage text, CancellationToken cancellation)
    {
        var accepted = false;
        try
        {
            var receipt = await sender.SendAsync(text, cancellation);
            accepted = receipt.Accepted;
            return receipt;
        }
        catch (Exception failure) when (RoutedSender.WasNotTaken(failure))
        {
            await NoteAsync(text.Id, handedAt: null, cancellation);
            throw;
        }
        finally
        {
            Instrumentation.TextHandled(accepted);
        }
    }

    private Task NoteAsync(string id, DateTimeOffset? handedAt, CancellationToken cancellation) =>
        sender.RecognizesRepetition
            ? Task.CompletedTask
            : deliveries.ChangeAsync(id, known => known with { HandedAt = handedAt }, cancellation);
}
