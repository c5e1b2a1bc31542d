namespace Ghc.Cli;

/// <summary>What the command answers to the script that called it.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Some rows were refused; the good ones were sent.</summary>
    public const int SomeRefused = 1;

    /// <summary>Nothing was done: the file or an argument cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>Storage did not answer; what was not yet sent can be sent again, since repeated messages change nothing.</summary>
    public const int Unreachable = 3;

    /// <summary>It was done, and what follows from it goes on at the service; the command could only not watch it to its end.</summary>
    public const int Unwatched = 4;

    /// <summary>A fault of this program (EX_SOFTWARE of sysexits.h).</summary>
    public const int Defect = 70;

    /// <summary>Ended by Ctrl+C, as shells count it: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
