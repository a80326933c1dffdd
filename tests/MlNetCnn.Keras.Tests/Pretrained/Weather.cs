using System.Security.Cryptography;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>A file to be downloaded, a folder for it, and a clock that does not keep one waiting.</summary>
internal sealed class Weather : IDisposable
{
    public const string Name = "small_weights.h5";

    public Weather(int length = 3_000_000, int seed = 1)
    {
        Bytes = new byte[length];
        new Random(seed).NextBytes(Bytes);
        "\u0089HDF\r\n\u001a\n"u8[1..].CopyTo(Bytes); // the two bytes that U+0089 takes in UTF-8, without the first
        Options = new PretrainedOptions { Folder = Folder.Path, Download = true, AllowHttp = true, Time = Time, Progress = new Log(Reports) };
    }

    public byte[] Bytes { get; }

    public TempFolder Folder { get; } = new();

    public QuickTime Time { get; } = new();

    public List<DownloadProgress> Reports { get; } = [];

    public PretrainedOptions Options { get; set; }

    public string Target => Folder.File(Name);

    public string Partial => Target + ".download";

    public IEnumerable<string> Notes => Reports.Where(r => r.Note is not null).Select(r => r.Note!);

    public string Md5 => Convert.ToHexStringLower(MD5.HashData(Bytes));

    public PublishedWeights File(FileServer server, bool hashed = true) => new(server.Url(Name), true, hashed ? Md5 : null);

    public void Dispose() => Folder.Dispose();

    private sealed class Log(List<DownloadProgress> reports) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            lock (reports) reports.Add(value);
        }
    }
}
