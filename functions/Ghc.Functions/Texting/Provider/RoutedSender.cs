using System.Net.Sockets;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// Sends e-mails by Communication Services, and texts by the provider that the recipient's area code is routed to. If that one certainly
/// did not take the text, the other tries, where both are set up. A time-out is not certain: the text may be on its way.
/// </summary>
public sealed partial class RoutedSender(IServiceProvider services, IOptions<SmsOptions> options, ILogger<RoutedSender> logger)
    : IMessageSender
{
    private readonly SmsOptions settings = options.Value;
    private readonly IReadOnlyDictionary<string, string> routes = TencentOptions.Pairs(options.Value.Routes);

    /// <summary>Communication Services recognizes a repetition, Tencent Cloud does not.</summary>
    public bool RecognizesRepetition => !settings.Uses(SmsOptions.TencentCloud);

    public Task<MessageReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        message.Subject is null
            ? SendTextAsync(message, cancellationToken)
            : services.GetRequiredService<AzureCommunicationEmail>().SendAsync(message, cancellationToken);

    private async Task<MessageReceipt> SendTextAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var first = RouteOf(message.To);
        var other = first == SmsOptions.Azure ? SmsOptions.TencentCloud : SmsOptions.Azure;
        MessageReceipt? refused = null;
        Exception? failed = null;
        try
        {
            refused = await SendAsync(first, message, cancellationToken);
            if (refused.Accepted)
            {
                return refused;
            }
        }
        catch (Exception failure) when (WasNotTaken(failure))
        {
            failed = failure;
        }

        if (settings.Uses(other))
        {
            LogFallback(first, other, refused?.Error ?? failed?.GetType().Name);
            try
            {
                if (await SendAsync(other, message, cancellationToken) is { Accepted: true } accepted)
                {
                    return accepted;
                }
            }
            catch (Exception failure) when (WasNotTaken(failure))
            {
                // What the provider that should have sent it said, counts.
            }
        }

        return refused
            ?? throw new RequestFailedException("The provider of text messages could not be reached, or refused the call.", failed);
    }

    /// <summary>Whether nothing was sent: the provider answered that it did not, or nobody listened.</summary>
    internal static bool WasNotTaken(Exception failure) =>
        failure switch
        {
            RequestFailedException { Status: > 0 } => true,
            AggregateException several => several.InnerExceptions.All(WasNotTaken),
            { InnerException: { } inner } => WasNotTaken(inner),
            SocketException
            {
                SocketErrorCode: SocketError.ConnectionRefused
                    or SocketError.HostNotFound
                    or SocketError.TryAgain
                    or SocketError.HostUnreachable
                    or SocketError.NetworkUnreachable
            } => true,
            _ => false,
        };

    /// <summary>The longest area code that fits: 852 before 85.</summary>
    private string RouteOf(string phone) =>
        routes
            .Where(route => phone.StartsWith($"+{route.Key}", StringComparison.Ordinal))
            .OrderByDescending(route => route.Key.Length)
            .Select(route => route.Value)
            .FirstOrDefault()
        ?? settings.Provider;

    private Task<MessageReceipt> SendAsync(string provider, OutgoingMessage message, CancellationToken cancellationToken) =>
        provider == SmsOptions.TencentCloud
            ? services.GetRequiredService<TencentSms>().SendAsync(message, cancellationToken)
            : services.GetRequiredService<AzureCommunicationSms>().SendAsync(message, cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Text goes by the other provider. First: {First}, other: {Other}, error: {Error}")]
    private partial void LogFallback(string first, string other, string? error);
}
