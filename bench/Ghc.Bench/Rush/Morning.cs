namespace Ghc.Bench.Rush;

/// <summary>
/// How people behave between 8 and 9. These numbers are assumptions, chosen to be unkind: no log of such a morning is public. Times are
/// milliseconds; 0 is 08:00.
/// </summary>
internal sealed record Morning(int Phones = 1_000_000, ulong Seed = 20220110)
{
    public const int Minute = 60_000;
    public const int Hour = 60 * Minute;

    /// <summary>Half of all people come within 16 minutes around half past eight.</summary>
    public const double PeakDeviation = 12 * Minute;

    /// <summary>Of those, so many get off a train: a few hundred within half a minute.</summary>
    public const double ByTrain = 0.3;

    /// <summary>One train for so many phones.</summary>
    public const int PhonesPerTrain = 400;
    public const int TrainEmptiesIn = 30_000;

    /// <summary>The station's gate, the bus, the office: a phone is looked at once, twice or three times.</summary>
    public const double LooksAgain = 0.45;

    public const int MostLooks = 3;

    /// <summary>Between two looks.</summary>
    public const int ShortestRide = 4 * Minute;
    public const int LongestRide = 25 * Minute;

    /// <summary>How long a look lasts once the code is seen: the queue at the gate.</summary>
    public const int ShortestStay = 10_000;
    public const int MeanStay = 50_000;

    /// <summary>
    /// Who has looked already in the four hours before, at home or on the way. All others open the page for the first time that day, and
    /// their session of 30 minutes is long over.
    /// </summary>
    public const double LookedEarlier = 0.4;

    /// <summary>
    /// Who signed in on this phone within the last two weeks and did not say no to the pass. The others came today, changed phones, or
    /// share one.
    /// </summary>
    public const double KeepsCode = 0.9;

    /// <summary>A person who waits for a code presses "try again" about so often, and gives up after so long.</summary>
    public const int PressesEvery = 12_000;
    public const int GivesUpAfter = 3 * Minute;

    /// <summary>A text arrives and six digits are typed.</summary>
    public const int QuickestTyping = 12_000;
    public const int SlowestTyping = 45_000;

    /// <summary>Mobile network: a round trip takes at least so long, and a tail more; a new connection costs three.</summary>
    public const int RoundTrip = 50;
    public const double RoundTripTail = 60;
    public const int ConnectingTrips = 3;

    /// <summary>Of all requests: in a tunnel or a crowded cell. Nothing comes back, or it comes late.</summary>
    public const double Lost = 0.02;
    public const double Late = 0.05;
    public const int LateBy = 2_500;

    /// <summary>Session of the product (SessionOptions.Lifetime).</summary>
    public const int Session = 30 * Minute;

    /// <summary>Whatever happens, it is over by then.</summary>
    public const int End = 3 * Hour;

    /// <summary>When and where a phone is first looked at. Who gets off one train comes to one gate.</summary>
    public (int At, int Place) ArrivalOf(int phone, ref Chance chance)
    {
        if (!chance.Happens(ByTrain))
        {
            return (Around(ref chance), Places.Draw(ref chance));
        }

        var trains = Math.Max(1, (int)(Phones * ByTrain / PhonesPerTrain));
        var train = new Chance(Seed ^ (ulong)(1 + phone % trains) * 0xD1342543DE82EF95);
        return (Math.Clamp(Around(ref train) + chance.Between(0, TrainEmptiesIn), 0, Hour - 1), Places.Draw(ref train));
    }

    private static int Around(ref Chance chance)
    {
        while (true)
        {
            var at = Hour / 2 + chance.Bell() * PeakDeviation;
            if (at is >= 0 and < Hour)
            {
                return (int)at;
            }
        }
    }
}
