namespace MlNetCnn.Keras.Config;

/// <summary>
/// The names under which Keras files spell a layer, initializer or other configured class: the first is written, all are read. The table of
/// names is closed: it holds the marked classes of this assembly and nothing else, and a file can only pick from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class KerasNameAttribute(string name, params string[] aliases) : Attribute
{
    /// <summary>The name that is written, e.g. <c>Conv2D</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Other spellings that are read, e.g. Keras 1's <c>Convolution2D</c>.</summary>
    public IReadOnlyList<string> Aliases { get; } = aliases;
}
