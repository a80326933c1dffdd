using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

public sealed class VBufferTests
{
    /// <summary>A sparse vector of the non-zero values.</summary>
    private static VBuffer<int> Sparse(int[] values)
    {
        int[] indices = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
        return new VBuffer<int>(values.Length, indices.Length, Array.ConvertAll(indices, i => values[i]), indices);
    }

    private static void ForAllVectors(Action<int[], VBuffer<int>> check)
        => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), values =>
        {
            int[] withZeros = [.. values.Select(value => value % 3 == 0 ? 0 : value)];
            check(withZeros, Sparse(withZeros));
            check(withZeros, new VBuffer<int>(withZeros.Length, withZeros));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sparse_and_dense_vectors_read_alike() => ForAllVectors((values, vector) =>
    {
        Assert.Equal(values, vector.DenseValues());
        Assert.Equal(values.Select((value, i) => KeyValuePair.Create(i, value)), vector.Items(all: true));
        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => vector.GetItemOrDefault(i)));
        var copy = new int[values.Length];
        vector.CopyTo(copy.AsSpan());
        Assert.Equal(values, copy);
        Assert.Equal(values.Where(value => value != 0), vector.Items().Select(item => item.Value).Where(value => value != 0));
    });

    [Fact]
    public void Copies_equal_and_share_nothing() => ForAllVectors((values, vector) =>
    {
        VBuffer<int> same = default;
        vector.CopyTo(ref same);
        Assert.Equal(vector.IsDense, same.IsDense);
        VBuffer<int> dense = default;
        vector.CopyToDense(ref dense);
        Assert.True(dense.IsDense);
        VBufferEditor.CreateFromBuffer(ref same).Values.Fill(-7);
        Assert.Equal(values, vector.DenseValues());
        Assert.Equal(values, dense.DenseValues());
    });

    [Fact]
    public void A_range_is_a_range() => ForAllVectors((values, vector) =>
    {
        int first = values.Length / 3;
        int length = values.Length / 2;
        VBuffer<int> range = default;
        vector.CopyTo(ref range, first, length);
        Assert.Equal(values.Skip(first).Take(length), range.DenseValues());
    });

    [Fact]
    public void An_editor_reuses_arrays_that_are_large_enough()
    {
        VBuffer<float> vector = default;
        var first = VBufferEditor.Create(ref vector, 10);
        Assert.True(first.CreatedNewValues);
        first.Values.Fill(1);
        vector = first.Commit();
        var second = VBufferEditor.Create(ref vector, 5);
        Assert.False(second.CreatedNewValues);
        Assert.Equal(5, second.Values.Length);
        var third = VBufferEditor.Create(ref vector, 20, keepOldOnResize: true);
        Assert.True(third.CreatedNewValues);
        Assert.Equal(1f, third.Values[9]);
    }

    [Fact]
    public void A_truncated_commit_is_sparse()
    {
        VBuffer<float> vector = default;
        var editor = VBufferEditor.Create(ref vector, 10, 4);
        editor.Values[0] = 3;
        editor.Indices[0] = 7;
        vector = editor.CommitTruncated(1);
        Assert.False(vector.IsDense);
        Assert.Equal(10, vector.Length);
        Assert.Equal(3f, vector.GetItemOrDefault(7));
        Assert.Equal(0f, vector.GetItemOrDefault(6));
    }

    [Fact]
    public void Impossible_vectors_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, 4, [1, 2, 3, 4], null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, 2, [1, 2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, [1, 2, 3]).GetItemOrDefault(3));
    }
}
