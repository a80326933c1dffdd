using System.Diagnostics;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>A download in a process of its own that is killed, as by kill -9, and started again.</summary>
public sealed class KilledDownloadTests
{
    [Fact]
    public void A_killed_download_goes_on_where_it_was()
    {
        using var weather = new Weather(20_000_000);
        Process? process = null;
        using var started = new ManualResetEventSlim();
        using var server = new FileServer(r =>
        {
            if (r.Number > 3)
            {
                r.Serve(weather.Bytes, "\"1\"");
                return;
            }

            // A slow server, and a kill at some moment on the way.
            var from = (int)(r.From ?? 0);
            r.Head(from > 0 ? "206 Partial Content" : "200 OK", "ETag: \"1\"", $"Content-Length: {weather.Bytes.Length - from}", $"Content-Range: bytes {from}-{weather.Bytes.Length - 1}/{weather.Bytes.Length}");
            for (var sent = from; sent < from + 4_000_000; sent += 100_000) r.Body(weather.Bytes.AsSpan(sent, 100_000));
            while (new FileInfo(weather.Partial).Length < from + 1_000_000) Thread.Sleep(1);
            started.Wait();
            process!.Kill();
        });

        for (var run = 1; run <= 4; run++)
        {
            started.Reset();
            process = Start(weather, server);
            started.Set();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 == (run == 4), error);
            Assert.Equal(run == 4, File.Exists(weather.Target));
            process.Dispose();
        }

        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal([weather.Target], Directory.EnumerateFileSystemEntries(weather.Folder.Path));
        var starts = server.Requests.Select(r => r.From ?? 0).ToList();
        Assert.True(starts is [0, >= 1_000_000, >= 2_000_000, >= 3_000_000], string.Join(' ', starts));
    }

    [Fact]
    public void Two_processes_that_want_the_same_file_download_it_once()
    {
        using var weather = new Weather();
        using var server = new FileServer(r =>
        {
            Thread.Sleep(1500);
            r.Serve(weather.Bytes, "\"1\"");
        });
        using var one = Start(weather, server);
        using var other = Start(weather, server);
        foreach (var process in new[] { one, other })
        {
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
        }

        Assert.Single(server.Requests);
        Assert.Equal([weather.Target], Directory.EnumerateFileSystemEntries(weather.Folder.Path));
    }

    private static Process Start(Weather weather, FileServer server)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(KilledDownloadTests).Assembly.Location);
        start.Environment[DownloadChild.Variable] = $"{server.Url(Weather.Name)}|{weather.Md5}|{weather.Folder.Path}";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        return Process.Start(start)!;
    }
}
