using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Ghc.Storage.Emulation;

/// <summary>
/// Ports for servers that must know theirs before they start, and find it free again after a restart. The bench compiles this file too.
/// </summary>
public static class FreePorts
{
    // Below those that systems give to outgoing connections, any of which could take a port before its server does, or while that is
    // stopped.
    private const int First = 20_000;
    private const int End = 32_768;

    private static int next = RandomNumberGenerator.GetInt32(First, End);

    /// <summary>A port that nobody listens at, and that nobody else in this process was given.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref next) - First) % (End - First));
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // Somebody listens there: the next one.
            }
        }
    }
}
