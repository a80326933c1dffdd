namespace MlNetCnn.Keras;

/// <summary>How <see cref="PretrainedWeights"/> looks for published weights, and how it downloads them.</summary>
public sealed record PretrainedOptions
{
    /// <summary>Folder of the files. Default null: Keras's own, <see cref="PretrainedWeights.DefaultFolder"/>, so that what Keras downloaded serves here and the other way round.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether a file that is missing is downloaded. Default null: unless the environment variable <c>MLNETCNN_OFFLINE</c> is set to something but 0 or false.</summary>
    public bool? Download { get; init; }

    /// <summary>Whether the file is downloaded even where there is one, such as a damaged one; the old one stays until the new one is whole. Default false.</summary>
    public bool Replace { get; init; }

    /// <summary>How often the server is tried before it is given up, without at least 1 MiB more having arrived in between. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>How long the second attempt waits; each further one waits twice as long as the one before, unless the server says how long. Default 1 second.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts; a server that asks for more is given up. Default 1 minute.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing may arrive before the connection is taken for dead. Default 30 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest file that is accepted, in bytes. Default 2 GiB; the largest that Keras publishes for these applications has 0.6 GB.</summary>
    public long MaximumBytes { get; init; } = 2L << 30;

    /// <summary>Told of bytes as they arrive, and of attempts that failed, on the thread that downloads. Default null.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>The clock of waits and timeouts. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What sends the requests, e.g. with a proxy of its own; it is not disposed of. Default null: the framework's, which takes the system's proxy (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Whether servers without TLS are taken, for tests.</summary>
    internal bool AllowHttp { get; init; }

    internal bool MayDownload => Download ?? Environment.GetEnvironmentVariable(PretrainedWeights.OfflineVariable)?.ToLowerInvariant() is null or "" or "0" or "false";

    internal void Validate() => new OptionErrors(nameof(PretrainedOptions))
        .Require(Folder is null or { Length: > 0 }, nameof(Folder), "empty", "a folder or null")
        .Require(Attempts >= 1, nameof(Attempts), Attempts, "at least 1")
        .Require(FirstDelay >= TimeSpan.Zero, nameof(FirstDelay), FirstDelay, "at least 0")
        .Require(LongestDelay >= FirstDelay, nameof(LongestDelay), LongestDelay, $"at least {nameof(FirstDelay)}")
        .Require(StallTimeout > TimeSpan.Zero, nameof(StallTimeout), StallTimeout, "more than 0")
        .Require(MaximumBytes >= 1, nameof(MaximumBytes), MaximumBytes, "at least 1")
        .Require(Time is not null, nameof(Time), Time, "a clock")
        .ThrowIfAny();
}
