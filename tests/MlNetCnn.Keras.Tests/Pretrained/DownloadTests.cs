using System.Security.Cryptography;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Downloads from servers that do everything a server can do wrong.</summary>
public sealed class DownloadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_download_is_the_file_and_nothing_else(bool hashed)
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\""));
        Assert.Equal(weather.Target, PretrainedWeights.Fetch(weather.File(server, hashed), weather.Options, TestContext.Current.CancellationToken));
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal([weather.Target], Directory.EnumerateFileSystemEntries(weather.Folder.Path));
        Assert.Equal(weather.Reports.Select(r => r.Bytes).Order(), weather.Reports.Select(r => r.Bytes));
        Assert.Equal(new DownloadProgress(Weather.Name, 3_000_000, 3_000_000), weather.Reports[^1]);

        // And the second time nobody is asked.
        Assert.Equal(weather.Target, PretrainedWeights.Fetch(weather.File(server, hashed), weather.Options with { Download = false }, TestContext.Current.CancellationToken));
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Sha_256_is_told_by_its_length()
    {
        using var weather = new Weather(1000);
        using var server = new FileServer(r => r.Serve(weather.Bytes, null));
        var file = weather.File(server) with { Hash = Convert.ToHexString(SHA256.HashData(weather.Bytes)) };
        Assert.Equal(weather.Target, PretrainedWeights.Fetch(file, weather.Options, TestContext.Current.CancellationToken));
        var wrong = file with { Hash = new string('0', 64) };
        Assert.Contains(file.Hash.ToLowerInvariant(), Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Find(wrong, weather.Folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PretrainedWeights.Find(file with { Hash = "abc" }, weather.Folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_that_breaks_is_taken_up_where_it_broke(bool hashed)
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\"", most: 1_000_000 - r.Number));
        PretrainedWeights.Fetch(weather.File(server, hashed), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal([null, "\"1\"", "\"1\"", "\"1\""], server.Requests.Select(r => r.Header("If-Range")));
        Assert.Equal([null, 999_999, 1_999_997, 2_999_994], server.Requests.Select(r => r.From));
        Assert.Equal([1, 1, 2], weather.Time.Waits); // after 1 MiB more the count of failures begins anew
    }

    [Fact]
    public void A_connection_that_is_reset_is_taken_up()
    {
        using var weather = new Weather();
        using var server = new FileServer(r =>
        {
            r.Serve(weather.Bytes, "\"1\"", most: r.Number < 4 ? 1_000_000 : null);
            if (r.Number < 4) r.Break();
        });
        PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
    }

    [Fact]
    public void As_long_as_bytes_arrive_it_goes_on()
    {
        using var weather = new Weather(12_000_000);
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\"", most: 1_200_000));
        PretrainedWeights.Fetch(weather.File(server), weather.Options with { Attempts = 2 }, TestContext.Current.CancellationToken);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal(10, server.Requests.Count);
        Assert.All(weather.Time.Waits, w => Assert.Equal(1, w));
    }

    [Fact]
    public void A_server_without_ranges_begins_anew()
    {
        using var weather = new Weather();
        using var server = new FileServer(r =>
        {
            r.Head("200 OK", $"Content-Length: {weather.Bytes.Length}");
            r.Body(weather.Bytes.AsSpan(0, r.Number == 1 ? 1_500_000 : weather.Bytes.Length));
        });
        PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal([null, 1_500_000], server.Requests.Select(r => r.From));
        Assert.Contains(weather.Notes, n => n.Contains("1500000 of 3000000", StringComparison.Ordinal) || n.Contains("broke after 1500000", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_hash_and_version_nothing_is_taken_up()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, null, most: 2_000_000));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server, hashed: false), weather.Options with { Attempts = 1 }, TestContext.Current.CancellationToken));
        Assert.Contains("broke after 2000000", error.Message, StringComparison.Ordinal);
        using var good = new FileServer(r => r.Serve(weather.Bytes, null));
        PretrainedWeights.Fetch(weather.File(good, hashed: false), weather.Options, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(good.Requests).From);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
    }

    [Theory]
    [InlineData(true)] // a server that knows If-Range
    [InlineData(false)] // one that sends its part whatever was asked
    public void A_file_that_changes_between_two_parts_is_downloaded_anew(bool knowing)
    {
        using var old = new Weather(seed: 2);
        using var weather = new Weather();
        using var server = new FileServer(r =>
        {
            if (r.Number == 1) r.Serve(old.Bytes, "\"old\"", most: 1_000_000);
            else if (knowing || r.From is null) r.Serve(weather.Bytes, "\"new\"");
            else
            {
                r.Head("206 Partial Content", "ETag: \"new\"", $"Content-Range: bytes {r.From}-2999999/3000000", $"Content-Length: {3_000_000 - r.From}");
                r.Body(weather.Bytes.AsSpan((int)r.From!));
            }
        });
        PretrainedWeights.Fetch(weather.File(server, hashed: false), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal(knowing ? 2 : 3, server.Requests.Count);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_noticed_by_the_hash()
    {
        using var old = new Weather(seed: 2);
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(r.Number == 1 ? old.Bytes : weather.Bytes, null, most: r.Number == 1 ? 1_000_000 : null));
        PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal([null, 1_000_000, null], server.Requests.Select(r => r.From));
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
    }

    [Fact]
    public void A_wrong_hash_is_an_error_and_leaves_nothing()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve([.. weather.Bytes[..^1], (byte)(weather.Bytes[^1] ^ 1)], "\"1\""));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken));
        Assert.Contains(weather.Md5, error.Message, StringComparison.Ordinal);
        Assert.Contains("It was deleted", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(weather.Folder.Path));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("403 Forbidden")]
    [InlineData("401 Unauthorized")]
    public void What_waiting_does_not_mend_is_told_at_once(string status)
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Head(status, "Content-Length: 0"));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken));
        Assert.Single(server.Requests);
        foreach (var told in new[] { status, Weather.Name, weather.Folder.Path, server.Url(Weather.Name).ToString() }) Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal((weather.Folder.Path, Weather.Name), (error.Folder, error.Weights.FileName));
    }

    [Theory]
    [InlineData("429 Too Many Requests")]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("408 Request Timeout")]
    public void Others_are_tried_again_after_longer_and_longer_waits(string status)
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Head(status, "Content-Length: 0"));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken));
        Assert.Contains(status, error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 4, 8], weather.Time.Waits);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public void A_server_says_how_long_to_wait()
    {
        using var weather = new Weather();
        string[] asked = ["Retry-After: 7", $"Retry-After: {QuickTime.Now.AddSeconds(11):R}"];
        using var server = new FileServer(r =>
        {
            if (r.Number <= 2) r.Head("503 Service Unavailable", asked[r.Number - 1], "Content-Length: 0");
            else r.Serve(weather.Bytes, null);
        });
        PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal([7, 11], weather.Time.Waits);

        File.Delete(weather.Target);
        using var tomorrow = new FileServer(r => r.Head("429 Too Many Requests", "Retry-After: 86400", "Content-Length: 0"));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(tomorrow), weather.Options, TestContext.Current.CancellationToken));
        Assert.Contains("asks to wait 86400 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_falls_silent_is_left_and_asked_again()
    {
        using var weather = new Weather();
        FileServer server = null!;
        using (server = new FileServer(r =>
        {
            if (r.Number == 1) server.Stopped.WaitHandle.WaitOne();
            if (r.Number > 2)
            {
                r.Serve(weather.Bytes, "\"1\"");
                return;
            }

            r.Head("200 OK", "ETag: \"1\"", $"Content-Length: {weather.Bytes.Length}");
            r.Body(weather.Bytes.AsSpan(0, 500_000));
            server.Stopped.WaitHandle.WaitOne();
        }))
        {
            PretrainedWeights.Fetch(
                weather.File(server), weather.Options with { Time = TimeProvider.System, FirstDelay = TimeSpan.Zero, StallTimeout = TimeSpan.FromSeconds(0.4) }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal([null, null, 500_000], server.Requests.Select(r => r.From));
        Assert.Equal(2, weather.Notes.Count(n => n.Contains("nothing arrived for 0.4 s", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_moved_is_found()
    {
        using var weather = new Weather();
        FileServer server = null!;
        using (server = new FileServer(r =>
        {
            if (r.Path == "/moved") r.Serve(weather.Bytes, "\"1\"", most: r.Number == 2 ? 1_000_000 : null);
            else r.Head("302 Found", $"Location: {server.Url("moved")}", "Content-Length: 0");
        }))
        {
            PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        }

        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal(1_000_000, server.Requests[^1].From);
    }

    [Fact]
    public void A_server_without_tls_is_not_asked()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, null));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server), weather.Options with { AllowHttp = false }, TestContext.Current.CancellationToken));
        Assert.Contains("not https", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Files_that_are_too_large_are_refused()
    {
        using var weather = new Weather();
        using var announced = new FileServer(r => r.Head("200 OK", "Content-Length: 3000000"));
        Assert.Contains("at most 2999999", Refuses(announced, weather.Options with { MaximumBytes = 2_999_999 }), StringComparison.Ordinal);

        // Nor does one come in that does not say how long it is, and never ends.
        using var endless = new FileServer(r =>
        {
            r.Head("200 OK");
            while (true) r.Body(weather.Bytes);
        });
        Assert.Contains("at most 9000000", Refuses(endless, weather.Options with { MaximumBytes = 9_000_000 }), StringComparison.Ordinal);

        using var larger = new FileServer(r => r.Head("200 OK", "Content-Length: 4000000000000000"));
        Assert.Contains("the disk has", Refuses(larger, weather.Options with { MaximumBytes = long.MaxValue }), StringComparison.Ordinal);
        Assert.False(File.Exists(weather.Target));

        string Refuses(FileServer server, PretrainedOptions options) =>
            Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server), options, TestContext.Current.CancellationToken)).Message;
    }

    [Fact]
    public void A_page_that_asks_to_log_in_is_no_file_of_weights()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve("<html>Welcome to the hotel's network</html>"u8.ToArray(), null));
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(server, hashed: false), weather.Options, TestContext.Current.CancellationToken));
        Assert.Contains("no HDF5 file", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(weather.Folder.Path));
    }

    [Fact]
    public void A_cancelled_download_is_taken_up_another_time()
    {
        using var weather = new Weather();
        using var cancellation = new CancellationTokenSource();
        FileServer server = null!;
        using (server = new FileServer(r =>
        {
            if (r.Number > 1)
            {
                r.Serve(weather.Bytes, "\"1\"");
                return;
            }

            r.Head("200 OK", "ETag: \"1\"", $"Content-Length: {weather.Bytes.Length}");
            r.Body(weather.Bytes.AsSpan(0, 1_000_000));
            server.Stopped.WaitHandle.WaitOne();
        }))
        {
            var progress = new WhenAt(1_000_000, cancellation.Cancel);
            Assert.ThrowsAny<OperationCanceledException>(() => PretrainedWeights.Fetch(weather.File(server), weather.Options with { Progress = progress }, cancellation.Token));
            Assert.False(File.Exists(weather.Target));
            Assert.Equal(1_000_000, new FileInfo(weather.Partial).Length);
            PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        }

        Assert.Equal([null, 1_000_000], server.Requests.Select(r => r.From));
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal(1_000_000, weather.Reports[0].Bytes);
    }

    [Fact]
    public void What_is_wholly_here_but_not_renamed_is_not_downloaded_again()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\""));
        File.WriteAllBytes(weather.Partial, weather.Bytes);
        File.WriteAllText(weather.Partial + ".origin", $"{server.Url(Weather.Name)}\n\"1\"\n");
        PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
        Assert.Equal(3_000_000, Assert.Single(server.Requests).From);
    }

    [Fact]
    public void What_is_half_here_from_elsewhere_is_not_taken_up()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\""));
        File.WriteAllBytes(weather.Partial, new byte[1000]);
        File.WriteAllText(weather.Partial + ".origin", "https://example.org/other.h5\n\"1\"\n");
        PretrainedWeights.Fetch(weather.File(server), weather.Options, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(server.Requests).From);
        Assert.Equal(weather.Bytes, File.ReadAllBytes(weather.Target));
    }

    [Fact]
    public async Task Several_that_want_the_same_file_download_it_once()
    {
        using var weather = new Weather();
        using var server = new FileServer(r =>
        {
            Thread.Sleep(200);
            r.Serve(weather.Bytes, "\"1\"");
        });
        var all = Enumerable.Range(0, 6).Select(_ => PretrainedWeights.FetchAsync(weather.File(server), weather.Options with { Time = TimeProvider.System }, TestContext.Current.CancellationToken));
        Assert.All(await Task.WhenAll(all), path => Assert.Equal(weather.Target, path));
        Assert.Equal(weather.Bytes, await File.ReadAllBytesAsync(weather.Target, TestContext.Current.CancellationToken));
        Assert.Single(server.Requests);
        Assert.Equal([weather.Target], Directory.EnumerateFileSystemEntries(weather.Folder.Path));
    }

    /// <summary>The lock of the one that downloads outlives the renaming by a moment.</summary>
    [Fact]
    public async Task A_file_that_is_locked_for_a_moment_is_waited_for()
    {
        using var weather = new Weather();
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\""));
        await File.WriteAllBytesAsync(weather.Target, weather.Bytes, TestContext.Current.CancellationToken);
        using var held = new FileStream(weather.Target, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var fetch = Task.Run(() => PretrainedWeights.FetchAsync(weather.File(server), weather.Options, TestContext.Current.CancellationToken));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        held.Dispose();
        Assert.Equal(weather.Target, await fetch);
        Assert.Empty(server.Requests);
    }

    private sealed class WhenAt(long bytes, Action act) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            if (value.Bytes >= bytes) act();
        }
    }
}
