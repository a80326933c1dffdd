using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Contract;

/// <summary>
/// What every estimator of this library must hold to: its schema before and after fitting agree; rows one by one and in batches give the same
/// values, as does a reloaded copy in a new context; columns not asked for cost nothing; wrong input is refused by name.
/// </summary>
internal static class TransformerContract
{
    /// <summary>Checks an estimator on data.</summary>
    /// <param name="ml">The context it was made with.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="data">Data it can take.</param>
    /// <param name="inputColumn">The column it reads.</param>
    /// <returns>The fitted transformer.</returns>
    public static ITransformer Check(MLContext ml, IEstimator<ITransformer> estimator, IDataView data, string inputColumn)
    {
        var transformer = estimator.Fit(data);
        var view = transformer.Transform(data);
        SchemasAgree(estimator, data, transformer);
        var added = view.Schema.Where(c => c.Index >= data.Schema.Count).ToList();
        Assert.NotEmpty(added);

        var batched = ReadAll(view, added);
        Assert.NotEmpty(batched);
        AssertSame(batched, ReadAll(view, added), "a second pass");
        AssertSame(batched, ReadOneByOne(transformer, data, added), "rows one by one");
        AssertSame(batched, ReadAll(Reload(ml, transformer, data).Transform(data), added), "a reloaded model");
        NothingIsComputedUnasked(transformer, data);
        RefusesWrongInput(ml, estimator, inputColumn);
        return transformer;
    }

    /// <summary>Reads columns of a view as text that shows every bit.</summary>
    public static List<string> ReadAll(IDataView view, IEnumerable<DataViewSchema.Column> columns)
    {
        var named = columns.Select(c => view.Schema[c.Name]).ToList();
        List<string> rows = [];
        using var cursor = view.GetRowCursor(named);
        var readers = named.Select(c => CellText.Reader(cursor, c)).ToList();
        while (cursor.MoveNext()) rows.Add(string.Join(" | ", readers.Select(r => r())));
        return rows;
    }

    private static List<string> ReadOneByOne(ITransformer transformer, IDataView data, List<DataViewSchema.Column> columns)
    {
        Assert.True(transformer.IsRowToRowMapper);
        var mapper = transformer.GetRowToRowMapper(data.Schema);
        var wanted = columns.Select(c => mapper.OutputSchema[c.Name]).ToList();
        List<string> rows = [];
        using var cursor = data.GetRowCursor(mapper.GetDependencies(wanted));
        using var row = mapper.GetRow(cursor, wanted);
        var readers = wanted.Select(c => CellText.Reader(row, c)).ToList();
        while (cursor.MoveNext()) rows.Add(string.Join(" | ", readers.Select(r => r())));
        return rows;
    }

    private static ITransformer Reload(MLContext ml, ITransformer transformer, IDataView data)
    {
        using var folder = new TempFolder();
        var path = folder.File("model.zip");
        ml.Cnn.SaveModel(transformer, data.Schema, path);
        return new MLContext(1).Cnn.LoadModel(path);
    }

    private static void SchemasAgree(IEstimator<ITransformer> estimator, IDataView data, ITransformer transformer)
    {
        var create = typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, [typeof(DataViewSchema)])!;
        var promised = estimator.GetOutputSchema((SchemaShape)create.Invoke(null, [data.Schema])!);
        var real = (SchemaShape)create.Invoke(null, [transformer.GetOutputSchema(data.Schema)])!;
        Assert.Equal(Describe(real), Describe(promised));
    }

    private static List<string> Describe(SchemaShape shape) =>
        [.. shape.Select(c => $"{c.Name}: {c.Kind} {c.ItemType} key {c.IsKey} [{string.Join(", ", Describe(c.Annotations))}]").Order(StringComparer.Ordinal)];

    private static void NothingIsComputedUnasked(ITransformer transformer, IDataView data)
    {
        var failing = new FailingView(data);
        using var cursor = transformer.Transform(failing).GetRowCursor([]);
        var rows = 0;
        while (cursor.MoveNext()) rows++;
        Assert.True(rows > 0);
    }

    private static void RefusesWrongInput(MLContext ml, IEstimator<ITransformer> estimator, string inputColumn)
    {
        var empty = ml.Data.LoadFromEnumerable(new[] { new Unrelated() });
        var missing = Assert.ThrowsAny<ArgumentException>(() => estimator.Fit(empty));
        Assert.Contains(inputColumn, missing.Message, StringComparison.Ordinal);

        var builder = new DataViewSchema.Builder();
        builder.AddColumn(inputColumn, NumberDataViewType.Int64);
        var wrong = new EmptyView(builder.ToSchema());
        var mistyped = Assert.ThrowsAny<ArgumentException>(() => estimator.Fit(wrong));
        Assert.Contains(inputColumn, mistyped.Message, StringComparison.Ordinal);
        Assert.Contains("Int64", mistyped.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(List<string> expected, List<string> actual, string what)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: {actual.Count} rows instead of {expected.Count}");
        for (var i = 0; i < expected.Count; i++) Assert.True(expected[i] == actual[i], $"{what}: row {i} is\n{Short(actual[i])}\ninstead of\n{Short(expected[i])}");
    }

    private static string Short(string text) => text.Length <= 200 ? text : text[..200];

    private sealed class Unrelated
    {
        public float Other { get; set; }
    }
}
