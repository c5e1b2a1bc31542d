using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Workers;
using Microsoft.Extensions.Logging.Console;

namespace Ghc.LocalHost;

/// <summary>
/// The log on the console. Levels can be changed in host.json below logging.logLevel, where the worker's categories begin with
/// <see cref="WorkerLog.Prefix"/>.
/// </summary>
internal static class HostLog
{
    public static ILoggerFactory Create(FunctionApp app, bool verbose) =>
        LoggerFactory.Create(logging =>
            logging
                .SetMinimumLevel(LogLevel.Warning)
                .AddFilter(WorkerLog.Prefix.TrimEnd('.'), LogLevel.Information)
                .AddFilter(WorkerLog.Prefix + "Microsoft", LogLevel.Warning)
                // Every answer but 2xx is a warning there, also those that a client expects.
                .AddFilter("Azure", LogLevel.Error)
                // A start that failed is told in a sentence.
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
                .AddFilter("Ghc.LocalHost", LogLevel.Information)
                .AddFilter("Function", verbose ? LogLevel.Information : LogLevel.Warning)
                .AddFilter("Host.Triggers", verbose ? LogLevel.Information : LogLevel.Warning)
                .AddConfiguration(app.Configuration.GetSection($"{HostJson.Section}:logging"))
                .AddConsole(console => console.FormatterName = HostLogFormatter.FormatterName)
                .AddConsoleFormatter<HostLogFormatter, ConsoleFormatterOptions>()
                .Services.AddSingleton(TimeProvider.System)
        );
}
