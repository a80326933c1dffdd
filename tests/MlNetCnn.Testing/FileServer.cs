using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MlNetCnn.Testing;

/// <summary>A web server of this process on a port of its own, as ill-behaved as a test wants it: each connection brings one request, which the test answers byte by byte.</summary>
public sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<FileRequest> _requests = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<FileRequest> _answer;
    private int _count;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers a request, on a thread of its own; the connection is closed afterwards.</param>
    public FileServer(Action<FileRequest> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<FileRequest> Requests => [.. _requests];

    /// <summary>Set when the server ends, for answers that never come.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>The address of a file.</summary>
    public Uri Url(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}");

    /// <summary>Stops it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                var request = FileRequest.Read(client, Interlocked.Increment(ref _count));
                _requests.Enqueue(request);
                _answer(request);
                // What was sent arrives before the end does.
                if (client.Connected) client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side went away, which some tests want.
        }
    }
}
