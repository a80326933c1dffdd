using System.Runtime.CompilerServices;
using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>
/// This test assembly started as a program that fits and is killed: where the environment variable names a folder, the fit runs there instead of the tests.
/// </summary>
internal static class ResumeChild
{
    public const string Variable = "MLNETCNN_TEST_RESUME_CHILD";

    /// <summary>The fit: 10 epochs of 10 steps.</summary>
    public static string Fit(string? checkpoint, IProgress<BatchProgress>? progress) => ResumeRun.Fit(new()
    {
        Epochs = 10,
        BatchSize = 4,
        Seed = 11,
        Callbacks = [.. checkpoint is null ? Array.Empty<Callback>() : [new BackupAndRestore(checkpoint, 1)], new ResumeRun.Stateful(99)],
        BatchProgress = progress,
    }, ResumeRun.Optimizers[1], examples: 38);

    /// <summary>Comes before the test runner's own Main. Only this thread may use this assembly's types meanwhile: sources and engine are of others.</summary>
    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        AtomicFile.WriteAllText(Path.Combine(folder, "result"), Fit(Path.Combine(folder, "checkpoint"), new Steps()));
        Environment.Exit(0);
    }

    private sealed class Steps : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value)
        {
            if (value.Validating) return;
            Console.Out.WriteLine(value.Step);
            Console.Out.Flush();
        }
    }
}
