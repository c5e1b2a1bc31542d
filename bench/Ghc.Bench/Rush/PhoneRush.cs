namespace Ghc.Bench.Rush;

/// <summary>
/// A million phones, one event after another. The same seed gives the same morning, with or without strip, whatever the service does.
/// </summary>
internal sealed class PhoneRush
{
    private readonly Morning morning;
    private readonly ClientPolicy policy;
    private readonly Service service;
    private readonly Calendar calendar;
    private readonly Phone[] phones;
    private readonly Counts counts = new();
    private readonly Gates? gates;

    private PhoneRush(Morning morning, ClientPolicy policy, Service service, Gates? gates)
    {
        (this.morning, this.policy, this.service, this.gates) = (morning, policy, service, gates);
        calendar = new Calendar(morning.Phones);
        phones = new Phone[morning.Phones];
    }

    /// <param name="gates">Told of every code that is shown, if anybody wants to know.</param>
    public static Counts Run(Morning morning, ClientPolicy policy, Service service, Gates? gates = null)
    {
        var rush = new PhoneRush(morning, policy, service, gates);
        rush.Begin();
        while (rush.calendar.TryTake(out var phone))
        {
            rush.Step(phone, rush.calendar.Now);
        }

        return rush.counts;
    }

    private void Begin()
    {
        for (var i = 0; i < phones.Length; i++)
        {
            ref var phone = ref phones[i];
            phone.Chance = new Chance(morning.Seed + (ulong)i * 0x2545F4914F6CDD1D);
            (var arrival, phone.Place) = morning.ArrivalOf(i, ref phone.Chance);
            var looks = 1;
            while (looks < Morning.MostLooks && phone.Chance.Happens(Morning.LooksAgain))
            {
                looks++;
            }

            phone.LooksLeft = (byte)looks;
            phone.Share = (float)phone.Chance.Share();
            var earlier = arrival - phone.Chance.Between(Morning.Minute, ClientPolicy.ReachMinutes * Morning.Minute);
            var lookedEarlier = phone.Chance.Happens(Morning.LookedEarlier);
            phone.CodesStart = lookedEarlier ? earlier : int.MinValue / 2;
            phone.CodesEnd = lookedEarlier ? earlier + policy.Reach : int.MinValue / 2;
            phone.SessionEnd = lookedEarlier ? earlier + Morning.Session : int.MinValue / 2;
            if (policy.HasPass && new Chance(morning.Seed ^ ((ulong)(i + 1) * 0x9E3779B97F4A7C15)).Happens(Morning.KeepsCode))
            {
                phone.SessionEnd = ClientPolicy.Never;
            }

            calendar.TryPut(i, arrival);
        }
    }

    private void Step(int i, int now)
    {
        ref var phone = ref phones[i];
        switch (phone.Doing)
        {
            case Doing.Away:
                Open(ref phone, now);
                break;
            case Doing.Waiting when phone.Answered && phone.Next == Request.Text:
                phone.Failures = 0;
                phone.Doing = Doing.Typing;
                calendar.TryPut(i, now + phone.Chance.Between(Morning.QuickestTyping, Morning.SlowestTyping));
                return;
            case Doing.Waiting when phone.Answered:
                Succeed(ref phone, now);
                break;
            case Doing.Waiting:
                phone.Failures++;
                phone.NextTry = now + ClientPolicy.Delay(phone.Failures, phone.Chance.Share());
                phone.Doing = Doing.Looking;
                break;
            case Doing.Typing:
                Ask(i, ref phone, Request.Login, now);
                return;
        }

        Continue(i, ref phone, now);
    }

    private void Open(ref Phone phone, int now)
    {
        counts.Looks++;
        phone.Doing = Doing.Looking;
        phone.OpenedAt = now;
        phone.Failures = 0;
        phone.Connected = false;
        phone.Seen = false;
        phone.Next = Request.Code;
        phone.PressAt = now + PressPause(ref phone);
        if (phone.CodesEnd > now)
        {
            See(ref phone, now);
        }

        counts.SignedInLooks += phone.CodesEnd > now || phone.SessionEnd > now ? 1 : 0;
    }

    /// <summary>What the page or the person does next.</summary>
    private void Continue(int i, ref Phone phone, int now)
    {
        // Whose code and session both ended while they stood there are counted as people whose code vanished.
        var leaves =
            !phone.Seen ? phone.OpenedAt + Morning.GivesUpAfter
            : phone.CodesEnd <= now && phone.SessionEnd <= now ? now
            : phone.LeavesAt;
        if (now >= leaves)
        {
            Leave(i, ref phone, now);
            return;
        }

        var due = NextAsking(ref phone, now);
        if (due > now)
        {
            calendar.TryPut(i, Math.Min(due, leaves));
            return;
        }

        Ask(
            i,
            ref phone,
            phone.SessionEnd > now ? Request.Code
                : phone.Next == Request.Login ? Request.Login
                : Request.Text,
            now
        );
    }

    private int NextAsking(ref Phone phone, int now)
    {
        if (phone.CodesEnd > now)
        {
            // Only a person signs in, and only who has no code to show.
            return phone.SessionEnd <= now ? ClientPolicy.Never
                : phone.Failures > 0 ? phone.NextTry
                : policy.RenewAt(now, phone.CodesStart, phone.CodesEnd, phone.SessionEnd, phone.Share);
        }

        // The code page tries again by itself, the form of the sign-in waits for the person.
        var due =
            phone.Failures == 0 ? now
            : phone.SessionEnd > now ? phone.NextTry
            : ClientPolicy.Never;
        if (due <= now || phone.PressAt > now)
        {
            return Math.Min(due, phone.PressAt);
        }

        // renewNow of keeper.ts: a press asks at once, and does not shorten the pauses after it.
        phone.PressAt = now + PressPause(ref phone);
        return now;
    }

    private void Ask(int i, ref Phone phone, Request request, int now)
    {
        counts.Asked++;
        phone.Doing = Doing.Waiting;
        phone.Next = request;
        var trips = phone.Connected ? 1 : Morning.ConnectingTrips;
        var way = trips * (Morning.RoundTrip + phone.Chance.Tail(Morning.RoundTripTail));
        if (phone.Chance.Happens(Morning.Lost))
        {
            counts.LostOnTheWay++;
            Conclude(i, ref phone, answered: false, now + phone.Chance.Between(1_000, ClientPolicy.Patience));
            return;
        }

        way += phone.Chance.Happens(Morning.Late) ? phone.Chance.Tail(Morning.LateBy) : 0;
        var bySecond = request == Request.Code ? counts.CodeRequests : counts.SignInRequests;
        bySecond[Math.Min(now / 1000, Counts.Seconds - 1)]++;
        if (service.Take(now) is not { } work)
        {
            counts.Refused++;
            Conclude(i, ref phone, answered: false, now + Math.Min(way, ClientPolicy.Patience));
            return;
        }

        var answered = way + work <= ClientPolicy.Patience;
        counts.Answered += answered ? 1 : 0;
        counts.TooLate += answered ? 0 : 1;
        phone.Connected = answered;
        Conclude(i, ref phone, answered, now + (answered ? way + work : ClientPolicy.Patience));
    }

    private void Conclude(int i, ref Phone phone, bool answered, int at)
    {
        phone.Answered = answered;
        calendar.TryPut(i, at);
    }

    private void Succeed(ref Phone phone, int now)
    {
        phone.Failures = 0;
        phone.Doing = Doing.Looking;
        switch (phone.Next)
        {
            case Request.Login:
                phone.SessionEnd = policy.HasPass ? ClientPolicy.Never : now + Morning.Session;
                break;
            case Request.Code:
                phone.CodesStart = now;
                phone.CodesEnd = now + policy.Reach;
                phone.Share = (float)phone.Chance.Share();
                if (!phone.Seen)
                {
                    See(ref phone, now);
                }

                break;
        }
    }

    private void See(ref Phone phone, int now)
    {
        phone.Seen = true;
        phone.LeavesAt = now + Morning.ShortestStay + phone.Chance.Tail(Morning.MeanStay - Morning.ShortestStay);
        gates?.Scan(phone.Place, now);
        if (now - phone.OpenedAt <= 1_000)
        {
            counts.SeenWithinASecond++;
        }
        else
        {
            counts.SeenLater++;
        }
    }

    private void Leave(int i, ref Phone phone, int now)
    {
        counts.Unseen += phone.Seen ? 0 : 1;
        counts.Vanished += phone.Seen && phone.CodesEnd <= now ? 1 : 0;
        phone.Doing = Doing.Away;
        if (--phone.LooksLeft > 0)
        {
            calendar.TryPut(i, now + phone.Chance.Between(Morning.ShortestRide, Morning.LongestRide));
        }
    }

    private static int PressPause(ref Phone phone) => Morning.PressesEvery / 2 + phone.Chance.Tail(Morning.PressesEvery / 2.0);
}
