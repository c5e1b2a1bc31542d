namespace Ghc.Bench.Rush;

/// <summary>
/// The next event of every phone, in the order of time: a list of phones for each hundredth of a second. Each phone has one event at most,
/// so nothing is allocated.
/// </summary>
internal sealed class Calendar
{
    private const int Step = 10;
    private const int None = -1;

    private readonly int[] first = new int[Morning.End / Step + 1];
    private readonly int[] next;
    private int step;

    public Calendar(int phones)
    {
        Array.Fill(first, None);
        next = new int[phones];
    }

    public int Now => step * Step;

    /// <summary>What is after the end of the morning is let go; false then.</summary>
    public bool TryPut(int phone, int at)
    {
        var slot = Math.Max((at + Step - 1) / Step, step);
        if (slot >= first.Length)
        {
            return false;
        }

        next[phone] = first[slot];
        first[slot] = phone;
        return true;
    }

    public bool TryTake(out int phone)
    {
        while (step < first.Length - 1 && first[step] == None)
        {
            step++;
        }

        phone = first[step];
        if (phone == None)
        {
            return false;
        }

        first[step] = next[phone];
        return true;
    }
}
