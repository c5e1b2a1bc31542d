using System.Runtime.InteropServices;

namespace Ghc.Bench.Servers;

/// <summary>Signals of Linux to a process: halt it, let it go on, kill it.</summary>
internal static partial class Signals
{
    private const int SigKill = 9;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    public static void Halt(int process) => Send(process, SigStop);

    public static void Continue(int process) => Send(process, SigContinue);

    public static void Kill(int process) => Send(process, SigKill);

    private static void Send(int process, int signal)
    {
        if (Kill(process, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach process {process}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
