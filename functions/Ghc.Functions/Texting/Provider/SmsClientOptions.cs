using Azure.Core;

namespace Ghc.Functions.Texting.Provider;

/// <summary>Transport, retries and time-outs of the provider's client.</summary>
public sealed class SmsClientOptions : ClientOptions
{
    public SmsClientOptions()
    {
        // Someone is waiting for a code: give up early and leave the long waits to the queue, which tries again without holding a worker.
        Retry.MaxRetries = 2;
        Retry.Delay = TimeSpan.FromMilliseconds(500);
        Retry.MaxDelay = TimeSpan.FromSeconds(5);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(10);

        // The body holds the phone and the code; no environment variable may turn this on.
        Diagnostics.IsLoggingContentEnabled = false;
    }

    /// <summary>The same for a provider to which a second try is a second text.</summary>
    public SmsClientOptions Once()
    {
        var once = new SmsClientOptions { Transport = Transport };
        once.Retry.MaxRetries = 0;
        return once;
    }
}
