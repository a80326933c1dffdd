using System.Text.Json;
using Microsoft.ML.Runtime;
using MlNetCnn.Compute;

namespace MlNetCnn.Persistence;

/// <summary>Reads one component from a model zip.</summary>
internal sealed class TransformerReader
{
    private readonly object _context;
    private readonly string _settings;

    /// <summary>Opens the component.</summary>
    /// <param name="env">Where the model is loaded.</param>
    /// <param name="context">ML.NET's <c>ModelLoadContext</c>.</param>
    public TransformerReader(IHostEnvironment env, object context)
    {
        Environment = env;
        _context = context;
        var reader = MlNetInternals.Instance.BeginLoad(context, FormatVersion.Current);
        Name = reader.ReadString();
        _settings = reader.ReadString();
    }

    /// <summary>Where the model is loaded.</summary>
    public IHostEnvironment Environment { get; }

    /// <summary>What shall run the component's network; null for the managed engine.</summary>
    public IEngine? Engine { get; } = LoadingEngine.Current;

    /// <summary>The component's name.</summary>
    public string Name { get; }

    /// <summary>The settings.</summary>
    /// <exception cref="FormatException">They are not what this component writes.</exception>
    public T ReadSettings<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(_settings, TransformerJson.Options)
                ?? throw new FormatException($"The settings of '{Name}' in the model are null.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The settings of '{Name}' in the model cannot be read: {e.Message}", e);
        }
    }

    /// <summary>An entry beside the component.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public byte[] ReadEntry(string name) => TryReadEntry(name) ?? throw new FormatException($"The model lacks the entry '{name}' of '{Name}'.");

    /// <summary>An entry beside the component, or null when there is none.</summary>
    public byte[]? TryReadEntry(string name)
    {
        byte[]? content = null;
        MlNetInternals.Instance.TryLoadBinaryStream(_context, name, reader =>
        {
            using var memory = new MemoryStream();
            reader.BaseStream.CopyTo(memory);
            content = memory.ToArray();
        });
        return content;
    }
}
