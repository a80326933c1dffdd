namespace MlNetCnn.Conformance.Engines;

/// <summary>What a case counts as. Only <see cref="Agrees"/> is good.</summary>
internal enum OutcomeKind
{
    /// <summary>Within the engine's tolerance.</summary>
    Agrees,

    /// <summary>Beyond it.</summary>
    Differs,

    /// <summary>The engine broke off, with a message.</summary>
    Failed,

    /// <summary>The case cannot run here, on any engine.</summary>
    Skipped,

    /// <summary>Not a question for this engine: graphs, to one that has none.</summary>
    NotAsked,
}
