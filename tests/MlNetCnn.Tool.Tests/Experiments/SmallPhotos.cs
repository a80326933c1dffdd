using MlNetCnn.Testing;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>A folder with a few drawn pictures in three classes, and a place for results.</summary>
internal sealed class SmallPhotos : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallPhotos(int perClass = 8)
    {
        Data = _folder.File("photos");
        SampleSetPainter.Draw(Data, 1, perClass);
    }

    /// <summary>Class folders of pictures.</summary>
    public string Data { get; }

    /// <summary>Where <c>Train</c> puts its results.</summary>
    public string Output => _folder.File("results");

    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>Path of a picture, counted from 1.</summary>
    public string Photo(string label, int number) => Path.Combine(Data, label, $"{label}.{number:0000}.png");

    /// <summary>A quick run of the experiment on the pictures.</summary>
    public int Train(Session session, params string[] more) => Train(session, CancellationToken.None, more);

    public int Train(Session session, CancellationToken cancellation, params string[] more)
    {
        string[] usual = ["--data=" + Data, "--output=" + Output, "--epochs=2", "--hidden=8", "--base-epochs=1", "--tune-epochs=1"];
        return session.Run(cancellation, ["quickstart", .. usual.Where(u => !more.Any(m => m.Split('=')[0] == u.Split('=')[0])), .. more]);
    }

    public void Dispose() => _folder.Dispose();
}
