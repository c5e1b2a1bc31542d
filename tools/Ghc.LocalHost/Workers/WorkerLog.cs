using Ghc.LocalHost.Protocol;

namespace Ghc.LocalHost.Workers;

/// <summary>Writes what a worker logs. The worker has no console logger of its own; all of its log arrives over the stream.</summary>
internal sealed partial class WorkerLog(ILoggerFactory logging)
{
    /// <summary>Keeps the worker's categories apart from the host's own, whose filters must not apply to them.</summary>
    public const string Prefix = "Worker.";

    private readonly ILogger host = logging.CreateLogger<WorkerLog>();

    public void Write(RpcLog entry)
    {
        // RpcLog numbers its levels as LogLevel does.
        var (logger, level) = (logging.CreateLogger(Prefix + entry.Category), (LogLevel)(int)entry.Level);
        if (entry.Exception is { } fault)
        {
            LogFault(logger, level, entry.Message, fault.Type, fault.Message, fault.StackTrace);
        }
        else
        {
            LogLine(logger, level, entry.Message);
        }
    }

    public void Lost(string workerId, string reason) => LogLost(host, workerId, reason);

    [LoggerMessage(Message = "{Text}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string text);

    [LoggerMessage(Message = "{Text}\n{Type}: {Fault}\n{StackTrace}")]
    private static partial void LogFault(ILogger logger, LogLevel level, string text, string type, string fault, string stackTrace);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stream of a worker ended. Worker: {WorkerId}. Reason: {Reason}")]
    private static partial void LogLost(ILogger logger, string workerId, string reason);
}
