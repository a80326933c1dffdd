using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.TensorFlow;
using MlNetCnn.TensorFlow.Engine;

namespace MlNetCnn.Conformance.Graphs;

/// <summary>A graph that this project writes, with what to feed it and what should come out.</summary>
internal abstract class WrittenGraph(string name)
{
    /// <summary>Its name, also of its files.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, for those who read the list of files.</summary>
    public abstract string Kind { get; }

    /// <summary>Feeds and fetches, run after run.</summary>
    public abstract GraphScript Script();

    /// <summary>Saves it.</summary>
    /// <param name="path">File or folder without an ending.</param>
    /// <returns>Name of what was saved.</returns>
    public virtual string Save(string path)
    {
        Script().Graph.Save(path + ".pb");
        return Name + ".pb";
    }

    /// <summary>What an engine makes of the same.</summary>
    public abstract Numbers Ask(Contender engine);

    /// <summary>What a session makes of it.</summary>
    public virtual Numbers Run(Contender engine)
    {
        using var session = engine.Open!();
        var script = Script();
        session.Extend(script.Graph);
        return Play(session, script);
    }

    /// <summary>Why an engine is not asked; null where it is.</summary>
    protected virtual string? NotFor(Contender engine) => null;

    /// <summary>As a question to engines.</summary>
    public EngineCase Question() => new(Name, EngineCaseKind.Graph, Ask) { RunGraph = Run, NotFor = NotFor };

    /// <summary>Plays a script.</summary>
    protected static Numbers Play(IGraphSession session, GraphScript script)
    {
        var numbers = new Numbers();
        foreach (var run in script.Runs)
        {
            var results = session.Run([.. run.Feeds.Select(f => (f.Node, f.Tensor.ToFeed()))], [.. run.Fetches.Select(f => f.Node)], run.Targets);
            foreach (var (fetch, result) in run.Fetches.Zip(results)) fetch.Add(numbers, result);
        }

        return numbers;
    }
}
