using System.Diagnostics;

namespace Ghc.LocalHost.Workers;

/// <summary>One run of a worker. What it writes to its console goes to the log.</summary>
public sealed partial class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process)
    {
        this.process = process;
        Exited = WaitAsync();
    }

    /// <summary>The exit code, once the process has ended.</summary>
    public Task<int> Exited { get; }

    public int Id => process.Id;

    public static WorkerProcess Start(ProcessStartInfo start, ILoggerFactory logging)
    {
        var console = logging.CreateLogger(WorkerLog.Prefix + "Console");
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Write(console, LogLevel.Information, line.Data);
        process.ErrorDataReceived += (_, line) => Write(console, LogLevel.Error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    public void Kill() => process.Kill();

    public void Dispose() => process.Dispose();

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        // Lets the shell end that waits for this pipe.
        process.StandardInput.Close();
        return process.ExitCode;
    }

    private static void Write(ILogger console, LogLevel level, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            LogLine(console, level, line);
        }
    }

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string line);
}
