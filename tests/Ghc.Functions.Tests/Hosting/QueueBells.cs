using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>Tells those who read a queue that something was sent to it. Sees what goes through the clients that have this policy.</summary>
public sealed class QueueBells : HttpPipelinePolicy
{
    private static readonly ConcurrentDictionary<string, ImmutableList<Action<TimeSpan>>> Bells = new();

    /// <summary>Until when the last hidden message of a queue is hidden: an app that starts meanwhile is told too.</summary>
    private static readonly ConcurrentDictionary<string, long> HiddenUntil = new();

    /// <param name="ring">Called with the time until the message is visible.</param>
    public static void Add(Uri queue, Action<TimeSpan> ring)
    {
        Bells.AddOrUpdate(queue.AbsoluteUri, [ring], (_, known) => known.Add(ring));
        if (HiddenUntil.GetValueOrDefault(queue.AbsoluteUri) - Environment.TickCount64 is > 0 and var left)
        {
            ring(TimeSpan.FromMilliseconds(left));
        }
    }

    public static void Remove(Uri queue, Action<TimeSpan> ring) =>
        Bells.AddOrUpdate(queue.AbsoluteUri, [], (_, known) => known.Remove(ring));

    /// <summary>For messages that came another way: from a command, another process, or a client of the test's own.</summary>
    public static void RingAll()
    {
        foreach (var ring in Bells.Values.SelectMany(known => known))
        {
            ring(TimeSpan.Zero);
        }
    }

    public static void Ring(Uri queue, TimeSpan delay)
    {
        var until = Environment.TickCount64 + (long)delay.TotalMilliseconds;
        HiddenUntil.AddOrUpdate(queue.AbsoluteUri, until, (_, known) => Math.Max(known, until));
        foreach (var ring in Bells.GetValueOrDefault(queue.AbsoluteUri, []))
        {
            ring(delay);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Note(message);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        Note(message);
    }

    private static void Note(HttpMessage message)
    {
        var address = message.Request.Uri.ToUri();
        if (
            message.Request.Method != RequestMethod.Post
            || !address.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal)
            || message.Response.Status != 201
        )
        {
            return;
        }

        var hidden = HttpUtility.ParseQueryString(address.Query)["visibilitytimeout"];
        Ring(
            new Uri(address.GetLeftPart(UriPartial.Path)[..^"/messages".Length]),
            TimeSpan.FromSeconds(hidden is null ? 0 : int.Parse(hidden, CultureInfo.InvariantCulture))
        );
    }
}
