using Ghc.LocalHost.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ghc.LocalHost;

/// <summary>
/// Writes time, level, category and message in one line, and an exception below it. The standard formatters break every entry into two
/// lines, or an exception into none.
/// </summary>
internal sealed class HostLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "host";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var category = logEntry.Category.StartsWith(WorkerLog.Prefix, StringComparison.Ordinal)
            ? logEntry.Category[WorkerLog.Prefix.Length..]
            : logEntry.Category;
        textWriter.WriteLine(
            $"{time.GetLocalNow():HH:mm:ss} {NameOf(logEntry.LogLevel)} {category}: {logEntry.Formatter(logEntry.State, logEntry.Exception)}"
        );
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(exception);
        }
    }

    private static string NameOf(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => "CRITICAL",
            LogLevel.Error => "ERROR",
            LogLevel.Warning => "warning",
            _ => "info",
        };
}
