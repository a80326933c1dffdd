using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>One request, from where the partial file ends (RFC 9110, sections 13.1.5 and 14: <c>If-Range</c> and <c>Range</c>).</summary>
/// <param name="file">What is asked for.</param>
/// <param name="options">Limits.</param>
/// <param name="partial">What is here, and gets longer.</param>
/// <param name="fail">Makes the exception for what no further attempt mends.</param>
/// <param name="report">Told of bytes here, bytes in all, and nothing.</param>
internal sealed class DownloadAttempt(PublishedWeights file, PretrainedOptions options, PartialFile partial, Func<string, Exception?, PretrainedWeightsException> fail, Action<long, long?, string?> report)
{
    private const int BufferSize = 1 << 16;

    /// <summary>Null when all has arrived.</summary>
    public async Task<Setback?> RunAsync(HttpClient client, CancellationToken cancellation)
    {
        using var stalled = new CancellationTokenSource(options.StallTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stalled.Token);
        try
        {
            using var request = Request();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (response.RequestMessage!.RequestUri is { } end && end.Scheme != Uri.UriSchemeHttps && !options.AllowHttp) throw fail($"{file.Url} leads to {end}, which is not https.", null);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    partial.Restart(VersionOf(response));
                    return await CopyAsync(response, response.Content.Headers.ContentLength, stalled, either.Token).ConfigureAwait(false);
                case HttpStatusCode.PartialContent when Continues(response):
                    partial.IsSpliced = true;
                    return await CopyAsync(response, TotalOf(response), stalled, either.Token).ConfigureAwait(false);
                case HttpStatusCode.RequestedRangeNotSatisfiable when partial.Length > 0 && response.Content.Headers.ContentRange?.Length == partial.Length:
                    return null; // It was interrupted between its last byte and its renaming.
                case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                    partial.Restart(null);
                    return new Setback("the server has not the rest of what is here, it begins anew");
                case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                    return new Setback(Answer(response), RetryAfter(response.Headers.RetryAfter));
                default:
                    throw fail($"{file.FileName} cannot be downloaded: {Answer(response)}.", null);
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            return new Setback(string.Create(CultureInfo.InvariantCulture, $"nothing arrived for {options.StallTimeout.TotalSeconds:0.###} s"), null, e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError || e.InnerException is SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable })
        {
            throw fail($"{file.FileName} is not here and cannot be downloaded: {file.Url.Host} is not to be reached ({e.Message}). Is this machine off-line?", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            throw fail($"{file.FileName} cannot be downloaded: {file.Url.Host} does not prove who it is ({e.InnerException?.Message ?? e.Message}).", e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or SocketException)
        {
            return new Setback($"the connection failed ({e.Message.TrimEnd('.')})", null, e);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, file.Url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("MlNetCnn", null));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (partial.Length == 0) return request;
        request.Headers.Range = new RangeHeaderValue(partial.Length, null);
        if (partial.Version is { } version) request.Headers.TryAddWithoutValidation("If-Range", version);
        return request;
    }

    /// <summary>What can stand in <c>If-Range</c>: a strong ETag, else the date of the file.</summary>
    private static string? VersionOf(HttpResponseMessage response) => response.Headers.ETag switch
    {
        { IsWeak: false } tag => tag.Tag,
        _ => response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Whether a part is the one that was asked for, of the version that is here.</summary>
    private bool Continues(HttpResponseMessage response) =>
        response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from } && from == partial.Length && from > 0
        && (partial.Version is not ['"', ..] || response.Headers.ETag is null || response.Headers.ETag.Tag == partial.Version);

    private long? TotalOf(HttpResponseMessage response) => response.Content.Headers.ContentRange!.Length ?? partial.Length + response.Content.Headers.ContentLength;

    private async Task<Setback?> CopyAsync(HttpResponseMessage response, long? total, CancellationTokenSource stalled, CancellationToken either)
    {
        CheckRoom(total);
        report(partial.Length, total, null);
        var body = await response.Content.ReadAsStreamAsync(either).ConfigureAwait(false);
        await using var closed = body.ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        while (true)
        {
            stalled.CancelAfter(options.StallTimeout);
            int read;
            try
            {
                read = await body.ReadAsync(buffer, either).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                return new Setback(string.Create(CultureInfo.InvariantCulture, $"the connection broke after {partial.Length} bytes"), null, e);
            }

            if (read == 0) break;
            if (partial.Length + read > (total ?? options.MaximumBytes)) throw TooLong(total);
            Append(buffer.AsSpan(0, read));
            report(partial.Length, total, null);
        }

        return total is null || partial.Length == total ? null : new Setback(string.Create(CultureInfo.InvariantCulture, $"the connection ended after {partial.Length} of {total} bytes"));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            partial.Append(bytes);
        }
        catch (IOException e)
        {
            // Most likely the disk is full: what is here would keep it so.
            partial.Delete();
            throw fail($"{file.FileName} cannot be written: {e.Message} What had come of it was deleted.", e);
        }
    }

    private void CheckRoom(long? total)
    {
        if (total > options.MaximumBytes) throw TooLong(total);
        if (total is not { } bytes) return;
        var free = partial.FreeBytes();
        if (bytes - partial.Length > free)
            throw fail(string.Create(CultureInfo.InvariantCulture, $"{file.FileName} has {bytes} bytes, of which {bytes - partial.Length} are not here yet; the disk has {free} bytes left."), null);
    }

    private PretrainedWeightsException TooLong(long? total)
    {
        partial.Delete();
        return fail(total > options.MaximumBytes || total is null
            ? string.Create(CultureInfo.InvariantCulture, $"{file.FileName} has {total?.ToString(CultureInfo.InvariantCulture) ?? "more"} bytes; at most {options.MaximumBytes} are accepted.")
            : string.Create(CultureInfo.InvariantCulture, $"{file.Url} sends more than the {total} bytes that it said."), null);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - options.Time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private string Answer(HttpResponseMessage response) => $"{response.RequestMessage!.RequestUri!.Host} answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
}
