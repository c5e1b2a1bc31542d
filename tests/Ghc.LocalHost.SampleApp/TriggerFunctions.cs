using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Ghc.LocalHost.SampleApp;

/// <summary>What a host must get right about queues and timers. What they did is written to the queue <c>seen</c>.</summary>
public sealed class TriggerFunctions(IConfiguration configuration)
{
    [Function("Receive")]
    public async Task Receive(
        [QueueTrigger("orders", Connection = "Orders")] string message,
        FunctionContext context,
        CancellationToken cancellation
    )
    {
        var tries = context.BindingContext.BindingData["DequeueCount"];
        await SeeAsync($"Receive {message} {tries}", cancellation);
        if (message.StartsWith("bad", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The message cannot be understood.");
        }

        if (message.StartsWith("hang", StringComparison.Ordinal))
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        if (message.StartsWith("wait ", StringComparison.Ordinal))
        {
            await Signal.Of(message["wait ".Length..]).Task;
            await SeeAsync($"Released {message}", CancellationToken.None);
        }
    }

    [Function("OnPoison")]
    public Task OnPoison([QueueTrigger("orders-poison", Connection = "Orders")] string message, CancellationToken cancellation) =>
        SeeAsync($"OnPoison {message}", cancellation);

    [Function("AtStart")]
    public Task AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) =>
        SeeAsync($"AtStart {timer.IsPastDue}", cancellation);

    [Function("Scheduled")]
    public Task Scheduled([TimerTrigger("%Schedule%")] TimerInfo timer, CancellationToken cancellation) =>
        SeeAsync("Scheduled", cancellation);

    private async Task SeeAsync(string what, CancellationToken cancellation)
    {
        var seen = new QueueClient(configuration["Orders"], "seen");
        await seen.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await seen.SendMessageAsync(what, cancellation);
    }
}
