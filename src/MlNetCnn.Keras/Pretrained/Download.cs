using System.Globalization;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>
/// Brings a file here, whole or not at all: bytes go to a <see cref="PartialFile"/> that is renamed when its hash is right. A connection that breaks is taken up where it broke; failures are
/// tried again after exponentially growing waits.
/// </summary>
internal sealed class Download(PublishedWeights file, string folder, PretrainedOptions options)
{
    /// <summary>What makes a failed attempt worth as much as a new first one.</summary>
    private const long Advance = 1 << 20;

    /// <summary>Path of the file when it is here. Another process may have brought it: then it is not checked.</summary>
    /// <exception cref="PretrainedWeightsException">It is not to be had.</exception>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        if (!IsAllowed(file.Url)) throw Fail($"{file.FileName} is published at {file.Url}, which is not https.");
        var target = Path.Combine(folder, file.FileName);
        try
        {
            using var partial = await OpenAsync(target, cancellation).ConfigureAwait(false);
            if (!options.Replace && File.Exists(target))
            {
                // Another process was faster. What has a length is not ours: its file, opened at the moment of renaming.
                if (partial.Length == 0) partial.Delete();
                return target;
            }

            using var client = new HttpClient(options.Handler ?? OwnHandler(), disposeHandler: options.Handler is null) { Timeout = Timeout.InfiniteTimeSpan };
            await FetchAsync(client, partial, cancellation).ConfigureAwait(false);
            partial.Complete();
            return target;
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not PretrainedWeightsException)
        {
            throw Fail($"{file.FileName} cannot be written to '{folder}': {e.Message}", e);
        }
    }

    private static SocketsHttpHandler OwnHandler() => new() { ConnectTimeout = TimeSpan.FromSeconds(15), MaxAutomaticRedirections = 10 };

    private async Task<PartialFile> OpenAsync(string target, CancellationToken cancellation)
    {
        for (var told = false; ; told = true)
        {
            if (PartialFile.TryOpen(file, target) is { } partial) return partial;
            if (!told) Report(0, null, $"Another process downloads {file.FileName}; waiting for it.");
            await Task.Delay(TimeSpan.FromSeconds(0.25), options.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task FetchAsync(HttpClient client, PartialFile partial, CancellationToken cancellation)
    {
        var (failures, furthest) = (0, partial.Length);
        while (true)
        {
            var setback = await new DownloadAttempt(file, options, partial, Fail, Report).RunAsync(client, cancellation).ConfigureAwait(false) ?? Check(partial);
            if (setback is null) return;
            if (partial.Length >= furthest + Advance) (failures, furthest) = (0, partial.Length);
            failures++;
            if (failures >= options.Attempts)
                throw Fail(string.Create(CultureInfo.InvariantCulture, $"{file.FileName} cannot be downloaded; the last of {failures} attempts: {setback.Problem}."), setback.Cause);
            var delay = setback.RetryAfter ?? Backoff(failures);
            if (delay > options.LongestDelay)
                throw Fail(string.Create(CultureInfo.InvariantCulture, $"{file.FileName} cannot be downloaded now: {setback.Problem}, and asks to wait {delay.TotalSeconds:F0} s."), setback.Cause);
            Report(partial.Length, null, string.Create(CultureInfo.InvariantCulture, $"{file.FileName}: {setback.Problem}; attempt {failures + 1} of {options.Attempts} in {delay.TotalSeconds:0.#} s."));
            await Task.Delay(delay, options.Time, cancellation).ConfigureAwait(false);
        }
    }

    private TimeSpan Backoff(int failures)
    {
        var delay = options.FirstDelay.TotalSeconds * Math.Pow(2, failures - 1);
        return delay < options.LongestDelay.TotalSeconds ? TimeSpan.FromSeconds(delay) : options.LongestDelay;
    }

    /// <summary>Whether all that came is what is published.</summary>
    private Setback? Check(PartialFile partial)
    {
        if (partial.Hash() is { } hash)
        {
            if (PublishedHash.Matches(file, hash)) return null;
            var length = partial.Length;
            // What was taken up again may be of two versions; what came in one piece is what the server has.
            if (partial.IsSpliced)
            {
                partial.Restart(null);
                return new Setback("the parts of an interrupted download do not make the published file, it begins anew");
            }

            partial.Delete();
            throw Fail(string.Create(CultureInfo.InvariantCulture, $"{file.FileName}, {length} bytes from {file.Url}, has the hash {hash}; published is {file.Hash}. It was deleted."));
        }

        // Where no hash is published, at least a page that asks to log in is no file of weights.
        if (!file.FileName.EndsWith(".h5", StringComparison.OrdinalIgnoreCase) || partial.Start(8).AsSpan().SequenceEqual(Hdf5.Superblock.Signature)) return null;
        var start = Convert.ToHexString(partial.Start(8));
        partial.Delete();
        throw Fail($"What came from {file.Url} is no HDF5 file: it starts with {start}. It was deleted.");
    }

    private bool IsAllowed(Uri url) => url.Scheme == Uri.UriSchemeHttps || (options.AllowHttp && url.Scheme == Uri.UriSchemeHttp);

    private void Report(long bytes, long? total, string? note) => options.Progress?.Report(new DownloadProgress(file.FileName, bytes, total, note));

    private PretrainedWeightsException Fail(string problem, Exception? cause = null) => new(file, folder, problem, cause);
}
