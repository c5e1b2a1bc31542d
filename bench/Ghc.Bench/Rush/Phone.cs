namespace Ghc.Bench.Rush;

/// <summary>What a phone and its person are at.</summary>
internal enum Doing : byte
{
    Away,
    Looking,
    Waiting,
    Typing,
}

/// <summary>For the code, for a text to sign in with, for the sign-in.</summary>
internal enum Request : byte
{
    Code,
    Text,
    Login,
}

/// <summary>All that is kept of a phone. There are a million, so it is small; times are milliseconds from 08:00.</summary>
internal struct Phone
{
    public Chance Chance;
    public int OpenedAt;
    public int LeavesAt;
    public int CodesStart;
    public int CodesEnd;
    public int SessionEnd;
    public int NextTry;
    public int PressAt;
    public int Place;
    public float Share;
    public int Failures;
    public byte LooksLeft;
    public Doing Doing;
    public Request Next;
    public bool Answered;
    public bool Connected;
    public bool Seen;
}
