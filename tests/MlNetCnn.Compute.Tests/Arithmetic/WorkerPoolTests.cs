using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Tests.Arithmetic;

public class WorkerPoolTests
{
    [Fact]
    public void Every_item_runs_once_on_a_worker_below_the_limit()
    {
        var pool = new WorkerPool();
        for (var round = 0; round < 500; round++)
        {
            var seen = new int[round % 17];
            pool.Run(seen.Length, 3, (item, worker) =>
            {
                Assert.InRange(worker, 0, 2);
                Interlocked.Increment(ref seen[item]);
            });
            Assert.All(seen, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void No_two_items_of_a_worker_run_at_once()
    {
        var pool = new WorkerPool();
        var busy = new int[4];
        pool.Run(2000, 4, (_, worker) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref busy[worker]));
            Thread.SpinWait(50);
            Interlocked.Decrement(ref busy[worker]);
        });
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_pool_goes_on()
    {
        var pool = new WorkerPool();
        Assert.Throws<InvalidOperationException>(() => pool.Run(100, 3, (item, _) =>
        {
            if (item == 50) throw new InvalidOperationException();
        }));
        var count = 0;
        pool.Run(100, 3, (_, _) => Interlocked.Increment(ref count));
        Assert.Equal(100, count);
    }

    [Fact]
    public void A_loop_inside_a_loop_runs_on_its_own_thread()
    {
        var pool = new WorkerPool();
        var count = 0;
        pool.Run(8, 3, (_, _) => pool.Run(8, 3, (_, _) => Interlocked.Increment(ref count)));
        Assert.Equal(64, count);
    }
}
