using System.Text.Json;
using MlNetCnn.Conformance.Commands;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Conformance.Graphs;
using MlNetCnn.TensorFlow;
using MlNetCnn.Testing;

namespace MlNetCnn.Conformance.Tests;

/// <summary>The suite on what is here, and what it says.</summary>
public sealed class EngineSuiteTests(ITestOutputHelper output)
{
    private static readonly string[] Large = ["vgg", "resnet", "inception", "xception", "mobilenet", "real_"];

    /// <summary>Outputs and gradients of all but applications and real nets, and every fourth of the rest, which takes longer; ./build.sh --target=Conform runs all.</summary>
    private static readonly EngineCase[] Quick =
        [.. AllEngineCases.List.Where(c => !Large.Any(c.Name.Contains)).Where((c, i) => c.Kind is EngineCaseKind.Predict or EngineCaseKind.Gradient || i % 4 == 0)];

    [Fact]
    public void The_managed_engine_and_interpreted_graphs_agree()
    {
        Contender[] engines = [.. Contenders.Find(Path.Combine(AppContext.BaseDirectory, "nowhere")).Where(e => e.Engine is not null)];
        Assert.Equal([Contenders.Managed, "managed-portable", Contenders.Interpreted], engines.Select(e => e.Name));
        AssertAgree(engines, Quick);
    }

    /// <summary>Everything, on a real TensorFlow, on its CPU and on a GPU where one answers.</summary>
    [Fact]
    public void A_TensorFlow_that_is_here_agrees()
    {
        Assert.SkipUnless(TensorFlowRuntime.TryLoad(null, out _, out var reason), reason ?? "");
        Contender[] engines = [.. Contenders.Find(null).Where(e => e.Name.StartsWith("tensorflow", StringComparison.Ordinal))];
        foreach (var engine in engines) output.WriteLine(engine.Absent ?? engine.Description);
        Assert.Null(engines[0].Absent);
        AssertAgree([.. engines.Where(e => e.Engine is not null)], AllEngineCases.List);
    }

    [Fact]
    public void Engines_that_cannot_start_are_listed_and_an_error_only_where_they_are_required()
    {
        using var folder = new TempFolder();
        string[] arguments = ["engines", "--cases=activation_relu", $"--tensorflow={folder.File("libtensorflow.so.2")}", $"--output={folder.Path}"];
        var (code, said) = Run(arguments);
        Assert.Equal(0, code);
        Assert.Contains("tensorflow-cpu: cannot start", said, StringComparison.Ordinal);
        Assert.Contains("NOT RUN", said, StringComparison.Ordinal);
        var table = JsonDocument.Parse(File.ReadAllText(folder.File("table.json"))).RootElement;
        var cpu = table.GetProperty("engines").EnumerateArray().Single(e => e.GetProperty("name").GetString() == Contenders.Cpu);
        Assert.Contains("libtensorflow.so.2", cpu.GetProperty("cannotStart").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, cpu.GetProperty("agree").GetInt32());
        Assert.DoesNotContain(table.GetProperty("cases").EnumerateArray(), c => c.GetProperty("engine").GetString() == Contenders.Cpu);

        (code, said) = Run([.. arguments, "--require=tensorflow"]);
        Assert.Equal(1, code);
        Assert.Contains("required, but cannot start: tensorflow", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_and_what_breaks_off_is_no_success()
    {
        Contender engine = new("engine") { Engine = Contenders.Reference.Engine, Tolerance = 1e-4 };
        EngineCase other = new("other", EngineCaseKind.Predict, e => Made(e.Precise ? 1 : 1.001f)), nan = new("nan", EngineCaseKind.Predict, e => Made(e.Precise ? 1 : float.NaN));
        EngineCase broken = new("broken", EngineCaseKind.Predict, e => e.Precise ? Made(1) : throw new NotSupportedException("no such thing")), near = new("near", EngineCaseKind.Predict, e => Made(e.Precise ? 1 : 1.00001f));
        var outcomes = EngineSuite.Run([engine], [other, nan, broken, near], null, CancellationToken.None);
        Assert.Equal([OutcomeKind.Differs, OutcomeKind.Differs, OutcomeKind.Failed, OutcomeKind.Agrees], outcomes.Select(o => o.Result));
        Assert.Equal("no such thing", outcomes[2].Where);
        Assert.False(new EngineSummary(engine, outcomes).Conforms);
        Assert.True(new EngineSummary(engine, outcomes.Skip(3)).Conforms);

        static Numbers Made(float value)
        {
            var numbers = new Numbers();
            numbers.Add("value", [value]);
            return numbers;
        }
    }

    /// <summary>One value of one gradient is off: the suite must see it.</summary>
    [Fact]
    public void A_wrong_graph_is_seen()
    {
        var engine = Contenders.Find(Path.Combine(AppContext.BaseDirectory, "nowhere")).Single(e => e.Name == Contenders.Interpreted);
        var graph = GradientGraphs.List[0];
        var wrong = graph.Question() with { RunGraph = e => Spoilt(graph.Run(e)) };
        Assert.Equal([OutcomeKind.Agrees, OutcomeKind.Differs], EngineSuite.Run([engine], [graph.Question(), wrong], null, CancellationToken.None).Select(o => o.Result));

        static Numbers Spoilt(Numbers numbers)
        {
            numbers.Values[^1][0] += 0.5f;
            return numbers;
        }
    }

    private static (int Code, string Said) Run(string[] arguments)
    {
        var said = new StringWriter();
        return (CommandLine.Run(arguments, said, said, CancellationToken.None), said.ToString());
    }

    private void AssertAgree(IReadOnlyList<Contender> engines, IReadOnlyList<EngineCase> cases)
    {
        var outcomes = EngineSuite.Run(engines, cases, null, TestContext.Current.CancellationToken);
        foreach (var engine in engines) output.WriteLine($"{new EngineSummary(engine, outcomes)}");
        Assert.Equal([], outcomes.Where(o => o.Result is OutcomeKind.Differs or OutcomeKind.Failed).Select(o => $"{o.Case} on {o.Engine.Name}: {o.Share:E1} {o.Where}"));
        Assert.All(engines, e => Assert.True(outcomes.Count(o => o.Engine.Name == e.Name && o.Result == OutcomeKind.Agrees) > 100));
    }
}
