using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Ghc.Platform.Telemetry;

/// <summary>Takes keys out of every log line before it is exported, wherever it comes from.</summary>
public sealed class LogProcessor : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = data.FormattedMessage is { } message ? Redaction.Text(message) : null;
        data.Body = data.Body is { } body ? Redaction.Text(body) : null;
        if (data.Attributes is { } attributes)
        {
            data.Attributes =
            [
                .. attributes.Select(each =>
                    each.Value is string text ? KeyValuePair.Create(each.Key, (object?)Redaction.Text(text)) : each
                ),
            ];
        }
    }
}
