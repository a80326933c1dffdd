using System.Runtime.CompilerServices;

namespace MlNetCnn.Keras.Tests;

/// <summary>This test assembly started as a program that downloads and is killed: where the environment variable says URL, hash and folder, it does that instead of the tests.</summary>
internal static class DownloadChild
{
    public const string Variable = "MLNETCNN_TEST_DOWNLOAD_CHILD";

    /// <summary>Comes before the test runner's own Main.</summary>
    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } asked) return;
        var parts = asked.Split('|');
        // This thread alone may use this assembly's types meanwhile, so there is no progress to be told.
        PretrainedWeights.Fetch(
            new PublishedWeights(new Uri(parts[0]), true, parts[1]), new PretrainedOptions { Folder = parts[2], Download = true, AllowHttp = true, FirstDelay = TimeSpan.Zero });
        Environment.Exit(0);
    }
}
