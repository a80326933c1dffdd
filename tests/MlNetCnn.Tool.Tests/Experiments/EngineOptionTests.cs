using MlNetCnn.TensorFlow;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.Tool.Bases;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary><c>--engine</c>: what it takes, and what it says.</summary>
public sealed class EngineOptionTests
{
    [Fact]
    public void TensorFlow_that_is_not_there_is_a_users_error_in_one_line()
    {
        if (TensorFlowRuntime.TryLoad(null, out var runtime, out _)) Assert.Skip($"{runtime} is there.");
        using var photos = new SmallPhotos();
        var session = new Session();
        Assert.Equal(2, photos.Train(session, "--engine=tensorflow"));
        Assert.StartsWith("error: --engine=tensorflow: ", session.Error, StringComparison.Ordinal);
        Assert.Contains("MLNETCNN_TENSORFLOW", session.Error, StringComparison.Ordinal);
        Assert.Single(session.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(photos.Output));
    }

    [Fact]
    public void A_whole_run_on_TensorFlow_trains_saves_explains_and_is_loaded_again()
    {
        using var photos = new SmallPhotos(4);
        var session = new Session();
        Engines.InTest.Value = new TensorFlowEngine(() => new InterpretedSession());
        var code = photos.Train(session, "--engine=tensorflow", "--epochs=1");
        Assert.Equal("", session.Error);
        Assert.Equal(0, code);
        Assert.Contains("engine: tensorflow interpreter", session.Output, StringComparison.Ordinal);
        Assert.Contains("model.zip loaded again: it repeats the predictions of ", session.Output, StringComparison.Ordinal);
        Assert.Contains("\"engine\": \"tensorflow\"", File.ReadAllText(Path.Combine(photos.Output, "summary.json")), StringComparison.Ordinal);

        string[][] commands =
        [
            ["predict", $"--input={photos.Photo("disk", 1)}"], ["explain", $"--image={photos.Photo("disk", 1)}"], ["activations", $"--image={photos.Photo("disk", 1)}"],
            ["filter-patterns", "--filters=1", "--size=24", "--steps=1"],
        ];
        foreach (var command in commands)
            Assert.True(session.Run([.. command, $"--model={Path.Combine(photos.Output, "model.zip")}", "--engine=tensorflow", $"--output={photos.File(command[0])}"]) == 0, $"{command[0]}: {session.Error}");
    }

    [Fact]
    public void Auto_says_what_it_took_once_and_the_summary_names_it()
    {
        using var photos = new SmallPhotos();
        var session = new Session();
        Assert.Equal(0, photos.Train(session, "--engine=auto"));
        var line = Assert.Single(session.Output.Split('\n'), l => l.StartsWith("engine: ", StringComparison.Ordinal));
        var taken = TensorFlowRuntime.GpuAnswers(null, out _) ? "tensorflow" : "managed";
        Assert.StartsWith($"engine: {taken}", line, StringComparison.Ordinal);
        Assert.Contains($"\"engine\": \"{taken}\"", File.ReadAllText(Path.Combine(photos.Output, "summary.json")), StringComparison.Ordinal);
    }
}
